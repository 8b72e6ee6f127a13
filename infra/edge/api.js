// The API knows nothing of the `/api` that it stands below. All else stays as it was sent: secrets and signatures do.
function handler(event) {
  var request = event.request
  request.uri = request.uri.replace(/^\/api(?=\/)/, '')
  return request
}
