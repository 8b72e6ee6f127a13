/** In place of the console where it cannot start: without its configuration or words nothing else can be said. */
export function CannotStart() {
  return (
    <main className="cannot-start" role="alert">
      <h1>Relevo</h1>
      <p lang="es">No se pudo contactar con Relevo.</p>
      <p lang="en">Could not reach Relevo.</p>
      <button type="button" onClick={() => location.reload()}>
        Reintentar · Try again
      </button>
    </main>
  )
}
