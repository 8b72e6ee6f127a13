// The API knows nothing of the `/api` that it stands below. All else stays as it was sent: secrets and signatures do.
function handler(event) {
  var request = event.request
  if (request.uri.indexOf('/api/') === 0) request.uri = request.uri.slice('/api'.length)
  return request
}
