// The API knows nothing of the `/api` that it stands below. All else stays as it was sent: secrets and signatures do.
// API Gateway decodes text as UTF-8, which loses the letters of other encodings, so what is sent to a webhook is passed
// on as bytes, and its type in a header of its own.
function handler(event) {
  var request = event.request
  if (request.uri.indexOf('/api/') === 0) request.uri = request.uri.slice('/api'.length)
  if (request.uri.indexOf('/webhooks/') === 0 && request.method === 'POST') {
    if (request.headers['content-type']) request.headers['x-sender-content-type'] = request.headers['content-type']
    request.headers['content-type'] = { value: 'application/octet-stream' }
  }
  return request
}
