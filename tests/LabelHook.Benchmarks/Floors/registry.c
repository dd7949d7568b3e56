#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>
#include "floor.h"
#include "sqlite.h"

enum { FIRST = 20001, LAST = 45000, WAIT = 30000 };

struct registry {
  sqlite3 *database;
  char lock[4096];
};

static _Noreturn void refuse(struct registry *registry) {
  fprintf(stderr, "%s\n", sqlite3_errmsg(registry->database));
  exit(1);
}

// The values are texts, as in the format: s a text, i a whole number.
static sqlite3_stmt *prepare(struct registry *registry, const char *sql, const char *format, const char *const *values) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(registry->database, sql, -1, &statement, NULL) != SQLITE_OK)
    refuse(registry);
  for (int i = 0; format[i] != 0; i++) {
    if (format[i] == 'i')
      sqlite3_bind_int(statement, i + 1, atoi(values[i]));
    else
      sqlite3_bind_text(statement, i + 1, values[i], -1, NULL);
  }
  return statement;
}

static void run(struct registry *registry, const char *sql, const char *format, const char *const *values) {
  sqlite3_stmt *statement = prepare(registry, sql, format, values);
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW)
    ;
  if (code != SQLITE_DONE)
    refuse(registry);
  sqlite3_finalize(statement);
}

struct registry *open_registry(const char *path) {
  struct registry *registry = calloc(1, sizeof *registry);
  snprintf(registry->lock, sizeof registry->lock, "%s.lock", path);
  if (sqlite3_open_v2(path, &registry->database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    refuse(registry);
  sqlite3_busy_timeout(registry->database, WAIT);
  run(registry, "SELECT max(version) FROM labelhook_schema", "", NULL);
  run(registry, "PRAGMA synchronous = EXTRA", "", NULL);
  run(registry, "PRAGMA journal_mode = DELETE", "", NULL);
  return registry;
}

int has_record(struct registry *registry, const char *module, const char *name, const struct image *image, const char *file) {
  sqlite3_stmt *statement = prepare(
      registry, "SELECT image, image_id, tcp_demand, udp_demand, authorizations, environment_file FROM labelhook_modules WHERE module = ?", "s", &module);
  int same = sqlite3_step(statement) == SQLITE_ROW
      && strcmp((const char *)sqlite3_column_text(statement, 0), name) == 0
      && strcmp((const char *)sqlite3_column_text(statement, 1), image->id) == 0
      && sqlite3_column_int(statement, 2) == image->tcp
      && sqlite3_column_int(statement, 3) == image->udp
      && strcmp((const char *)sqlite3_column_text(statement, 4), image->authorizations) == 0
      && strcmp((const char *)sqlite3_column_text(statement, 5), file) == 0;
  sqlite3_finalize(statement);
  return same;
}

struct block block_of(struct registry *registry, const char *module) {
  sqlite3_stmt *statement = prepare(registry, "SELECT start, end FROM TCP_PORTS WHERE module = ? ORDER BY rowid", "s", &module);
  struct block block = {0, 0};
  if (sqlite3_step(statement) == SQLITE_ROW)
    block = (struct block){sqlite3_column_int(statement, 0), sqlite3_column_int(statement, 1)};
  sqlite3_finalize(statement);
  return block;
}

static struct block first_fit(struct registry *registry, int count) {
  sqlite3_stmt *statement = prepare(
      registry, "SELECT max(start, ?1) FROM labelhook_gaps WHERE protocol = 'tcp' AND min(end, ?2) - max(start, ?1) >= ?3 - 1 ORDER BY start LIMIT 1", "", NULL);
  sqlite3_bind_int(statement, 1, FIRST);
  sqlite3_bind_int(statement, 2, LAST);
  sqlite3_bind_int(statement, 3, count);
  if (sqlite3_step(statement) != SQLITE_ROW)
    give_up("no block is free");
  int start = sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  return (struct block){start, start + count - 1};
}

struct block allocate(struct registry *registry, const char *module, const char *name, const struct image *image, const char *file) {
  int gate = open(registry->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (gate < 0 || flock(gate, LOCK_EX) != 0)
    give_up(registry->lock);
  run(registry, "BEGIN IMMEDIATE", "", NULL);
  has_record(registry, module, name, image, file);
  struct block block = first_fit(registry, image->tcp);

  unsigned char bytes[16];
  char start[16], end[16], tcp[16], udp[16], token[33];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
    give_up("getrandom");
  for (int i = 0; i < 16; i++)
    snprintf(token + 2 * i, 3, "%02x", bytes[i]);
  snprintf(start, sizeof start, "%d", block.start);
  snprintf(end, sizeof end, "%d", block.end);
  snprintf(tcp, sizeof tcp, "%d", image->tcp);
  snprintf(udp, sizeof udp, "%d", image->udp);
  const char *row[] = {start, end, module}, *record[] = {module, name, image->id, tcp, udp, image->authorizations, file}, *change[] = {token};
  run(registry, "INSERT INTO TCP_PORTS (start, end, module) VALUES (?, ?, ?)", "iis", row);
  run(registry,
      "INSERT INTO labelhook_modules (module, image, image_id, tcp_demand, udp_demand, authorizations, environment_file) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (module) DO UPDATE SET"
      " image = ?2, image_id = ?3, tcp_demand = ?4, udp_demand = ?5, authorizations = ?6, environment_file = ?7",
      "sssiiss", record);
  run(registry, "UPDATE labelhook_schema SET last_change = ?", "s", change);
  run(registry, "COMMIT", "", NULL);
  close(gate);
  return block;
}

void close_registry(struct registry *registry) {
  sqlite3_close(registry->database);
  free(registry);
}
