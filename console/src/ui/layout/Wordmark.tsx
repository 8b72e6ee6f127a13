import classes from './Wordmark.module.css'

/** The product's name as it is written, in the colour of the text around it. */
export function Wordmark({ height }: { height: number }) {
  return <span role="img" aria-label="Relevo" className={classes.wordmark} style={{ height }} />
}
