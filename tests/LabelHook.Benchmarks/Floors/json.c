#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "floor.h"

_Noreturn void give_up(const char *what) {
  perror(what);
  exit(1);
}

char *read_file(int folder, const char *path, size_t *size) {
  int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return NULL;
  struct stat status;
  if (fstat(file, &status) != 0)
    give_up(path);
  char *text = malloc(status.st_size + 1);
  if (text == NULL || read(file, text, status.st_size) != status.st_size)
    give_up(path);
  text[status.st_size] = 0;
  if (size != NULL)
    *size = status.st_size;
  close(file);
  return text;
}

const char *copy_text(const char *json, const char *key, char *to, size_t size) {
  const char *found = strstr(json, key);
  if (found == NULL)
    return NULL;
  const char *text = strchr(found + strlen(key), '"') + 1;
  size_t length = strchr(text, '"') - text;
  if (length >= size)
    give_up(key);
  memcpy(to, text, length);
  to[length] = 0;
  return found;
}

void read_labels(const char *configuration, struct image *image) {
  char number[16];
  if (copy_text(configuration, "\"org.nethserver.tcp-ports-demand\":", number, sizeof number) != NULL)
    image->tcp = atoi(number);
  if (copy_text(configuration, "\"org.nethserver.udp-ports-demand\":", number, sizeof number) != NULL)
    image->udp = atoi(number);
  copy_text(configuration, "\"org.nethserver.authorizations\":", image->authorizations, sizeof image->authorizations);
}
