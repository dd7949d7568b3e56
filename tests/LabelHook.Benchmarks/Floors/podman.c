#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "floor.h"

static void base64(const char *text, char *to) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  size_t length = strlen(text);
  for (size_t i = 0; i < length; i += 3) {
    unsigned bits = (unsigned char)text[i] << 16;
    bits |= i + 1 < length ? (unsigned char)text[i + 1] << 8 : 0;
    bits |= i + 2 < length ? (unsigned char)text[i + 2] : 0;
    *to++ = digits[bits >> 18];
    *to++ = digits[bits >> 12 & 63];
    *to++ = i + 1 < length ? digits[bits >> 6 & 63] : '=';
    *to++ = i + 2 < length ? digits[bits & 63] : '=';
  }
  *to = 0;
}

// images.json and the image's configuration, whose digest is the image's ID: two files, as in containers-storage.
void ask_podman_store(const char *images, const char *name, struct image *image) {
  char path[4096], quoted[512], id[65];
  snprintf(path, sizeof path, "%s/images.json", images);
  char *records = read_file(AT_FDCWD, path, NULL);
  snprintf(quoted, sizeof quoted, "\"%s\"", name);
  char *named = records == NULL ? NULL : strstr(records, quoted);
  if (named == NULL)
    give_up(name);
  char *record = records;
  for (char *next = records; next != NULL && next < named; next = strstr(next + 1, "\"id\":"))
    record = next;
  copy_text(record, "\"id\":", id, sizeof id);
  free(records);

  snprintf(image->id, sizeof image->id, "sha256:%s", id);
  int length = snprintf(path, sizeof path, "%s/%s/=", images, id);
  base64(image->id, path + length);
  char *configuration = read_file(AT_FDCWD, path, NULL);
  if (configuration == NULL)
    give_up(path);
  read_labels(configuration, image);
  free(configuration);
}
