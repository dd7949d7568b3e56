// install podman IMAGES-FOLDER STATE MODULE NAME, install dockerd SOCKET STATE MODULE NAME
#include <stdio.h>
#include <string.h>
#include "floor.h"

int main(int count, char **words) {
  if (count != 6)
    return 2;
  const char *state = words[3], *module = words[4], *name = words[5];
  struct image image = {"", "", 0, 0};
  (strcmp(words[1], "podman") == 0 ? ask_podman_store : ask_dockerd)(words[2], name, &image);

  char path[4096], folder[4096], file[4200], text[64];
  snprintf(path, sizeof path, "%s/ports.sqlite", state);
  snprintf(folder, sizeof folder, "%s/modules/%s", state, module);
  snprintf(file, sizeof file, "%s/environment", folder);
  struct database *ports = open_database(path);
  struct block block = block_of(ports, module);
  if (!has_record(ports, module, name, &image, file) || block.end - block.start + 1 != image.tcp)
    block = allocate(ports, module, name, &image, file);
  snprintf(text, sizeof text, "TCP_PORT=%d\n", block.start);
  write_environment(folder, text);
  close_database(ports);
  fputs(text, stdout);
  return 0;
}
