/** In place of the console where it cannot start: without its configuration or words nothing else can be said. */
export function CannotStart() {
  return (
    <main className="cannot-start" role="alert">
      <h1>Relevo</h1>
      <p lang="es">No se pudo contactar con Relevo. Comprueba tu conexión e inténtalo otra vez.</p>
      <p lang="en">Could not reach Relevo. Check your connection and try again.</p>
      <button type="button" onClick={() => location.reload()}>
        <span lang="es">Reintentar</span> · <span lang="en">Try again</span>
      </button>
    </main>
  )
}
