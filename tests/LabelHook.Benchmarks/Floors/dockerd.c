#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "floor.h"

// One GET; with HTTP 1.0 the answer ends where the connection ends.
void ask_dockerd(const char *socket_path, const char *name, struct image *image) {
  int engine = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, socket_path, sizeof address.sun_path - 1);
  if (connect(engine, (struct sockaddr *)&address, sizeof address) != 0)
    give_up(socket_path);

  char text[65536];
  int length = snprintf(text, sizeof text, "GET /images/%s/json HTTP/1.0\r\nHost: docker\r\n\r\n", name);
  if (write(engine, text, length) != length)
    give_up(socket_path);
  size_t size = 0;
  for (ssize_t part; (part = read(engine, text + size, sizeof text - 1 - size)) > 0;)
    size += part;
  text[size] = 0;
  close(engine);

  if (strncmp(text + strlen("HTTP/1.0 "), "200", 3) != 0 || copy_text(text, "\"Id\":", image->id, sizeof image->id) == NULL)
    give_up(name);
  read_labels(text, image);
}
