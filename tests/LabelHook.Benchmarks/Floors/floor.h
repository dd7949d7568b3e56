// What an install cannot do without, in C: the floor that the program is measured against. Trusts its input; it is no program for use.
#pragma once
#include <stddef.h>

struct image {
  char id[80];
  char authorizations[512];
  int tcp, udp;
};

struct block {
  int start, end; // 0, 0: none
};

_Noreturn void give_up(const char *what);

// A whole file, ended by a NUL, to be freed; NULL when it is not there.
char *read_file(int folder, const char *path, size_t *size);

// What the labels of an image's configuration say, by the JSON text they stand in.
void read_labels(const char *configuration, struct image *image);

// Copies the text that follows the key, up to its closing quotation mark.
const char *copy_text(const char *json, const char *key, char *to, size_t size);

void ask_podman_store(const char *images, const char *name, struct image *image);
void ask_dockerd(const char *socket_path, const char *name, struct image *image);

struct database *open_database(const char *path);
int has_record(struct database *ports, const char *module, const char *name, const struct image *image, const char *file);
struct block block_of(struct database *ports, const char *module);
struct block allocate(struct database *ports, const char *module, const char *name, const struct image *image, const char *file);
void close_database(struct database *ports);

// Whether the file was written: not when it says that already.
int write_environment(const char *folder, const char *text);
