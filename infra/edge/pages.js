// The app's own paths are answered with its first page; a path with a file's ending is that file.
function handler(event) {
  var request = event.request
  var last = request.uri.slice(request.uri.lastIndexOf('/') + 1)
  if (last.indexOf('.') === -1) request.uri = '/index.html'
  return request
}
