/* Registries for tests on either engine. */
#include "place.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *server(void)
{
    return getenv("UZEL_TEST_POSTGRESQL");
}

bool place_is_postgres(void)
{
    return server() != NULL;
}

void place_of(char place[PLACE_SIZE], const char *folder, const char *name)
{
    if (!server()) {
        snprintf(place, PLACE_SIZE, "%s/%s", folder, name);
        return;
    }
    /* The folder's name is random. */
    const char *random = strrchr(folder, '-');
    snprintf(place, PLACE_SIZE, "%s&options=-csearch_path%%3dt_%d_%s_%s", server(), (int)getpid(),
             random ? random + 1 : folder, name);
    /* Names of schemas stand in lower case where nothing quotes them. */
    for (char *at = strstr(place, "search_path"); *at; at++)
        *at = *at == '.' ? '_' : *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
}

static bool postgres_sql(const char *place, const char *text)
{
    PGconn *connection = PQconnectdb(place);
    PGresult *result = PQexec(connection, text);
    ExecStatusType status = PQresultStatus(result);
    bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!done)
        fprintf(stderr, "%s\n", PQerrorMessage(connection));
    PQclear(result);
    PQfinish(connection);
    return done;
}

bool place_schema_sql(const char *place, const char *format)
{
    static const char key[] = "search_path%3d";
    char text[4 * PLACE_SIZE];
    const char *schema = strstr(place, key) + strlen(key);
    size_t size = 0;
    for (const char *at = format; *at && size + PLACE_SIZE < sizeof text; at++) {
        bool name = strncmp(at, "%1$s", 4) == 0;
        size_t length = name ? strlen(schema) : 1;
        memcpy(text + size, name ? schema : at, length);
        size += length;
        at += name ? 3 : 0;
    }
    text[size] = 0;
    return postgres_sql(server(), text);
}

void place_remove(const char *place)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".key"};
    char path[PLACE_SIZE + 8];
    if (server()) {
        place_schema_sql(place, "SET client_min_messages = warning;"
                                " DROP SCHEMA IF EXISTS %1$s CASCADE");
        return;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(path, sizeof path, "%s%s", place, endings[i]);
        unlink(path);
    }
}
