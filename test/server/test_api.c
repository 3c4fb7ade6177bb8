/* The API over a small registry, which is made of three of the examples. */
#include "api.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "client.h"
#include "data.h"
#include "file.h"
#include "products.h"
#include "session.h"
#include "store.h"
#include "suite.h"
#include "work.h"

enum { ARENA_LIMIT = 1 << 30, REPORTS = 3 };

static const char *const reports[REPORTS] = {"01-soglashenie-o-sotrudnichestve",
                                             "02-memorandum-troih", "11-gorod-i-fond"};
static char registry[32];
static char place[64];
static struct reader *reader;
static struct products *products;
static struct catalogue *catalogue;
static struct arena arena;
static struct api *api;
static struct server *server;
static struct reply reply;
static char session[256];

/* ---- the registry and its server ---- */

static void add_report(struct store *store, const char *id)
{
    struct mapped_file file;
    struct error error;
    struct work_report done;
    struct work work = {store, reader, &arena, SPAN("user:test"), 1700000000000};
    struct report_hint hint = {.id = span_of(id), .source = span_of(id)};
    const char *path = arena_format(&arena, "%s/%s.txt", EXAMPLES, id).data;
    error_init(&error);
    ck_assert_msg(mapped_file_open(&file, path, NULL), "%s", path);
    ck_assert_msg(work_report_add(&work, file.bytes, &hint, &done, &error), "%s: %s", id,
                  error.count ? error.items[0].key : "");
    ck_assert_int_eq(done.outcome, RESOLVED_NEW);
    ASSERT_SPAN(done.report.id, id);
    mapped_file_close(&file);
    error_release(&error);
}

static void make_registry(void)
{
    struct store *store;
    suite_folder_make(registry, sizeof registry);
    snprintf(place, sizeof place, "%s/r.uzel", registry);
    ck_assert(store_open(&store, place, STORE_CREATE, reader_schema(reader), NULL));
    for (size_t i = 0; i < REPORTS; i++)
        add_report(store, reports[i]);
    store_close(store);
}

static void start(void *context)
{
    struct span folder;
    struct api_options options = {.registry = place,
                                  .name = SPAN("r.uzel"),
                                  .version = "0.0.0",
                                  .author = SPAN("user:test"),
                                  .today = {2026, 1, 1}};
    struct server_options how = {.threads = 2};
    (void)context;
    ck_assert(data_find(&arena, NULL, "", &folder, NULL));
    ck_assert(reader_open(&reader, folder, NULL));
    ck_assert(products_open(&products, folder, reader_morphology(reader), NULL));
    options.products = products;
    make_registry();
    options.reader = reader;
    ck_assert(api_open(&api, &options, NULL));
    how.catalogue = catalogue;
    how.service = api_service(api);
    ck_assert(server_start(&server, &how, NULL));
}

static void setup(void)
{
    session[0] = '\0';
    catalogue = catalogue_new();
    arena_init(&arena, ARENA_LIMIT);
    ck_assert(arena_run(&arena, start, NULL));
}

static void teardown(void)
{
    server_stop(server);
    api_close(api);
    products_close(products);
    reader_close(reader);
    catalogue_free(catalogue);
    reply_release(&reply);
    arena_release(&arena);
}

static void get(const char *target)
{
    reply_release(&reply);
    client_get(server_port(server), target, "", &reply);
    ck_assert_msg(reply_is_json(&reply), "%s: %.*s", target, SPAN_ARGS(reply.body));
}

/* An answer that is a file of another type. */
static void get_file(const char *target, const char *type)
{
    reply_release(&reply);
    client_get(server_port(server), target, "", &reply);
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(span_equal(reply_header(&reply, "Content-Type"), span_of(type)));
}

static void assert_error(unsigned status, const char *key)
{
    char found[64] = "";
    reply_error_key(&reply, found, sizeof found);
    ck_assert_str_eq(found, key);
    ck_assert_uint_eq(reply.status, status);
}

static void send_body(const char *method, const char *target, const char *type, struct span body)
{
    struct buffer request;
    unsigned port = server_port(server);
    reply_release(&reply);
    buffer_init(&request, 1 << 24);
    buffer_format(&request,
                  "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nOrigin: http://127.0.0.1:%u\r\n"
                  "Connection: close\r\nContent-Type: %s\r\nCookie: %s\r\nContent-Length: %zu\r\n"
                  "\r\n",
                  method, target, port, port, type, session, body.size);
    buffer_append(&request, body);
    client_ask(port, buffer_span(&request), &reply);
    buffer_release(&request);
}

static void send_json(const char *method, const char *target, const char *body)
{
    send_body(method, target, "application/json", span_of(body));
}

static void open_session(void)
{
    char body[128];
    snprintf(body, sizeof body, "{\"token\": \"%s\"}", server_token(server));
    send_json("POST", "/api/v1/session", body);
    ck_assert_uint_eq(reply.status, 200);
    struct span cookie = reply_header(&reply, "Set-Cookie");
    cookie.size = span_find(cookie, SPAN(";"), 0);
    snprintf(session, sizeof session, "%.*s", SPAN_ARGS(cookie));
}

/* The text behind the first "key":" of the answer, in the arena. */
static struct span text_of(const char *key)
{
    struct span mark = arena_format(&arena, "\"%s\":\"", key);
    size_t start = span_find(reply.body, mark, 0);
    ck_assert_msg(start != SIZE_MAX, "no %s in %.*s", key, SPAN_ARGS(reply.body));
    size_t end = span_find(reply.body, SPAN("\""), start + mark.size);
    return arena_copy(&arena, span_slice(reply.body, start + mark.size, end));
}

/* ---- questions ---- */

START_TEST(every_question_is_answered_in_json)
{
    static const char *const targets[] = {
        "/api/v1/health",
        "/api/v1/overview",
        "/api/v1/schema",
        "/api/v1/lists/agreements",
        "/api/v1/lists/people?lang=en",
        "/api/v1/lists/organizations?limit=2&offset=1",
        "/api/v1/lists/sites",
        "/api/v1/lists/clusters",
        "/api/v1/lists/projects",
        "/api/v1/lists/programmes",
        "/api/v1/lists/places?q=%D0%BE%D0%B1%D0%BB%D0%B0%D1%81%D1%82%D1%8C",
        "/api/v1/lists/reports",
        "/api/v1/lists/membership",
        "/api/v1/lists/agreements?sort=-signed_on&filter.status=signed",
        "/api/v1/map",
        "/api/v1/map?list=organizations&filter.kind=Company",
        "/api/v1/reports/02-memorandum-troih",
        "/api/v1/network",
        "/api/v1/network?kind=agreement+project&thing=firm+person&facts=1&ties=2&limit=50&edges=99",
        "/api/v1/network?since=2015&until=2022-05&as_of=2022&region=RU-YAR&format=json",
        "/api/v1/network/partners?since=2015&until=2022-05&limit=3",
        ("/api/v1/network/"
         "communities?kind=agreement+membership&seed=4&resolution_percent=50&places=1"),
        "/api/v1/search?q=%D1%81%D0%BE%D0%B3%D0%BB%D0%B0%D1%88%D0%B5%D0%BD%D0%B8%D0%B5",
        "/api/v1/search?q=%F0%9F%98%80+%C2%AB%D0%AF%C2%BB",
    };
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        get(targets[i]);
        ck_assert_msg(reply.status == 200, "%s: %u %.*s", targets[i], reply.status,
                      SPAN_ARGS(reply.body));
    }
}
END_TEST

/* Cuts off what stands before mark in the answer. */
static void skip_to(const char *mark)
{
    size_t start = span_find(reply.body, span_of(mark), 0);
    ck_assert_msg(start != SIZE_MAX, "no %s in %.*s", mark, SPAN_ARGS(reply.body));
    reply.body = span_slice(reply.body, start, reply.body.size);
}

START_TEST(cards_lead_back_to_reports)
{
    get("/api/v1/lists/organizations");
    skip_to("\"rows\":[");
    struct span id = text_of("id");
    get(arena_format(&arena, "/api/v1/entities/%s", id.data).data);
    ck_assert_uint_eq(reply.status, 200);
    ASSERT_SPAN(text_of("id"), id.data);
    skip_to("\"reports\":[");
    struct span report = text_of("id");
    get(arena_format(&arena, "/api/v1/reports/%s", report.data).data);
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(reply_contains(&reply, "\"kind\":\"Report\""));
    ck_assert(reply_contains(&reply, id.data));
}
END_TEST

START_TEST(facts_of_an_entity_come_in_pages)
{
    get("/api/v1/lists/agreements");
    skip_to("\"parties\":[");
    struct span id = text_of("entity");
    get(arena_format(&arena, "/api/v1/entities/%s/facts?kind=agreement&limit=1&lang=en", id.data)
            .data);
    ck_assert_uint_eq(reply.status, 200);
    ASSERT_SPAN(text_of("kind"), "agreement");
    ck_assert(reply_contains(&reply, "\"more\":false"));
    ck_assert(reply_contains(&reply, "\"limit\":1"));
    ck_assert(reply_contains(&reply, "\"role\":\"parties\""));
    get(arena_format(&arena, "/api/v1/entities/%s/facts", id.data).data);
    assert_error(400, "server.parameter_missing");
    get(arena_format(&arena, "/api/v1/entities/%s/facts?kind=Company", id.data).data);
    assert_error(400, "query.unknown_kind");
    get(arena_format(&arena, "/api/v1/entities/%s/facts?kind=agreement&limit=0", id.data).data);
    assert_error(400, "server.parameter_invalid");
    get("/api/v1/entities/ru-000000000000/facts?kind=agreement");
    assert_error(404, "query.unknown_id");
}
END_TEST

START_TEST(the_network_is_asked_for_by_id)
{
    get("/api/v1/lists/agreements");
    skip_to("\"parties\":[");
    struct span one = text_of("entity");
    get(arena_format(&arena, "/api/v1/network/neighbours/%s?kind=agreement&limit=1", one.data)
            .data);
    ck_assert_uint_eq(reply.status, 200);
    skip_to("\"neighbours\":[");
    struct span other = text_of("entity\":{\"type\":\"entity\",\"text");
    ck_assert(other.size && reply_contains(&reply, "\"quote\":"));
    skip_to("\"entity\":\"ru-");
    other = text_of("entity");
    get(arena_format(&arena, "/api/v1/network/paths/%s/%s?depth=2&hubs=1", one.data, other.data)
            .data);
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(reply_contains(&reply, "\"length\":1"));
    get(arena_format(&arena, "/api/v1/network/paths/%s/%s", one.data, one.data).data);
    assert_error(400, "query.same_entity");
    get(arena_format(&arena, "/api/v1/network/partners?entity=%s", one.data).data);
    ck_assert_uint_eq(reply.status, 200);
    get("/api/v1/network/neighbours/ru-000000000000");
    assert_error(404, "query.unknown_id");
    get("/api/v1/network/communities?kind=none");
    assert_error(400, "query.unknown_kind");
    get("/api/v1/network/communities?since=once");
    assert_error(400, "server.parameter_invalid");
}
END_TEST

START_TEST(the_network_is_drawn)
{
    get("/api/v1/lists/agreements");
    skip_to("\"parties\":[");
    struct span one = text_of("entity");
    get(arena_format(&arena, "/api/v1/network?entity=%s&steps=2", one.data).data);
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(reply_contains(&reply, "\"steps\":2"));
    skip_to("\"nodes\":[");
    ASSERT_SPAN(text_of("id"), one.data);
    get_file("/api/v1/network?format=gexf", "application/gexf+xml");
    ck_assert(reply_contains(&reply, "<gexf xmlns=\"http://gexf.net/1.3\""));
    ck_assert(reply_contains(&reply, one.data));
    get_file("/api/v1/network?format=csv", "text/csv; charset=utf-8");
    ck_assert(reply_contains(&reply, "from,from_label,from_kind,to,"));
    get("/api/v1/network?format=xml");
    assert_error(400, "server.parameter_invalid");
    get("/api/v1/network?steps=4");
    assert_error(400, "server.parameter_invalid");
    get("/api/v1/network?thing=nothing");
    assert_error(400, "query.unknown_thing");
    get("/api/v1/network?entity=ru-000000000000");
    assert_error(404, "query.unknown_id");
}
END_TEST

START_TEST(a_list_is_followed_by_cursors)
{
    get("/api/v1/lists/organizations?limit=1");
    skip_to("\"next\":");
    struct span next = text_of("next");
    get(arena_format(&arena, "/api/v1/lists/organizations?limit=1&cursor=%s", next.data).data);
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(reply_contains(&reply, "\"offset\":1,"));
    get("/api/v1/lists/organizations?limit=500");
    ck_assert(reply_contains(&reply, "\"next\":null"));
    get(arena_format(&arena, "/api/v1/lists/people?cursor=%s", next.data).data);
    assert_error(400, "query.bad_cursor");
    get(arena_format(&arena, "/api/v1/lists/organizations?offset=1&cursor=%s", next.data).data);
    assert_error(400, "server.parameter_unknown");
    get(arena_format(&arena, "/api/v1/lists/organizations?format=csv&cursor=%s", next.data).data);
    assert_error(400, "server.parameter_unknown");
}
END_TEST

START_TEST(a_list_is_taken_away_as_a_file)
{
    get_file("/api/v1/lists/agreements?format=csv", "text/csv; charset=utf-8");
    ck_assert(span_starts_with(reply.body, SPAN("id,kind,name,")));
    ck_assert(reply_contains(&reply, "http://127.0.0.1:"));
    ASSERT_SPAN(reply_header(&reply, "Content-Disposition"),
                "attachment; filename=\"agreements-2026-01-01.csv\"");
    ASSERT_SPAN(reply_header(&reply, "Cache-Control"), "no-store");
    get_file("/api/v1/lists/people?format=csv-excel&lang=en", "text/csv; charset=utf-8");
    ck_assert(span_starts_with(reply.body, SPAN("\xEF\xBB\xBF"
                                                "Name;")));
    get_file("/api/v1/lists/reports?format=xlsx&q=memorandum",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    ck_assert(span_starts_with(reply.body, SPAN("PK")));
    get("/api/v1/lists/agreements?format=json&limit=1");
    ck_assert_uint_eq(reply.status, 200);
    get("/api/v1/lists/agreements?format=xls");
    assert_error(400, "server.parameter_invalid");
    get("/api/v1/lists/agreements?format=csv&limit=1");
    assert_error(400, "server.parameter_unknown");
    get("/api/v1/lists/agreements?format=csv&filter.nothing=1");
    assert_error(400, "query.unknown_column");
    get("/api/v1/lists/nothing?format=xlsx");
    assert_error(404, "query.unknown_list");
}
END_TEST

START_TEST(the_whole_registry_needs_a_session)
{
    char header[512];
    get("/api/v1/registry");
    assert_error(403, "server.token_needed");
    open_session();
    snprintf(header, sizeof header, "Cookie: %s\r\n", session);
    reply_release(&reply);
    client_get(server_port(server), "/api/v1/registry", header, &reply);
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(span_starts_with(reply.body, SPAN("SQLite format 3")));
    ASSERT_SPAN(reply_header(&reply, "Content-Disposition"),
                "attachment; filename=\"registry-2026-01-01.uzel\"");
    ASSERT_SPAN(reply_header(&reply, "Cache-Control"), "no-store");
}
END_TEST

static void assert_described(const struct route *route)
{
    char path[128] = "", method[16];
    struct span rest = span_of(route->pattern + 1), part;
    size_t size = 0;
    while (span_next_part(&rest, '/', &part)) {
        bool variable = span_starts_with(part, SPAN(":"));
        if (variable)
            part = span_slice(part, 1, part.size);
        size += (size_t)snprintf(path + size, sizeof path - size, variable ? "/{%.*s}" : "/%.*s",
                                 SPAN_ARGS(part));
    }
    snprintf(method, sizeof method, "%s", method_name(route->method));
    for (char *letter = method; *letter; letter++)
        *letter = (char)(*letter - 'A' + 'a');
    ck_assert_msg(reply_describes(&reply, path, method), "%s %s", method, path);
}

START_TEST(every_route_is_described)
{
    size_t count;
    const struct route *own = session_routes(&count);
    const struct service *service = api_service(api);
    get("/api/v1/openapi.json");
    for (size_t i = 0; i < count; i++)
        assert_described(&own[i]);
    for (size_t i = 0; i < service->route_count; i++)
        assert_described(&service->routes[i]);
    ck_assert_uint_eq(reply_operations(&reply), count + service->route_count);
}
END_TEST

START_TEST(what_cannot_be_answered_is_said)
{
    get("/api/v1/entities/ru-000000000000");
    assert_error(404, "query.unknown_id");
    get("/api/v1/entities/%D0%BA%D0%BE%D1%82");
    assert_error(404, "query.unknown_id");
    get("/api/v1/reports/none");
    assert_error(404, "query.unknown_id");
    get("/api/v1/lists/none");
    assert_error(404, "query.unknown_list");
    get("/api/v1/lists/agreements?sort=none");
    assert_error(400, "query.unknown_column");
    get("/api/v1/lists/agreements?filter.none=1");
    assert_error(400, "query.unknown_column");
    get("/api/v1/lists/agreements?limit=501");
    assert_error(400, "server.parameter_invalid");
    get("/api/v1/lists/agreements?offset=-1");
    assert_error(400, "server.parameter_invalid");
    get("/api/v1/lists/agreements?sorted=1");
    assert_error(400, "server.parameter_unknown");
    get("/api/v1/map?list=none");
    assert_error(404, "query.unknown_list");
    get("/api/v1/map?filter.none=1");
    assert_error(400, "query.map_filter");
    get("/api/v1/map?q=1");
    assert_error(400, "query.filter_unfit");
    get("/api/v1/map?list=reports&date=2000..");
    ck_assert_uint_eq(reply.status, 200);
    get("/api/v1/network?district=siberian&date=2010..&confidence=0.1..");
    ck_assert_uint_eq(reply.status, 200);
    get("/api/v1/network?date=2010&since=2011");
    assert_error(400, "query.filter_twice");
    get("/api/v1/network/communities?region=RU-TOM");
    assert_error(400, "query.filter_unfit");
    get("/api/v1/lists/agreements?title=1");
    assert_error(400, "query.filter_unfit");
    get("/api/v1/overview?limit=1");
    assert_error(400, "server.parameter_unknown");
    get("/api/v1/search");
    assert_error(400, "query.no_words");
    get("/api/v1/search?state=read&q=1");
    assert_error(400, "query.filter_unfit");
    get("/api/v1/search?q=1&unknown=1");
    assert_error(400, "server.parameter_unknown");
    get("/api/v1/search?q=");
    assert_error(400, "query.no_words");
}
END_TEST

/* ---- changes ---- */

#define TEXT                                                                                       \
    "Вчера Правительство Омской области и ООО «Полюс-Тест» подписали соглашение о сотрудничестве."

START_TEST(a_report_is_added_once)
{
    send_json("POST", "/api/v1/reports", "{\"text\": \"" TEXT "\"}");
    assert_error(403, "server.token_needed");
    open_session();
    send_json("POST", "/api/v1/reports",
              "{\"text\": \"" TEXT "\", \"name\": \"папка/новость.txt\", \"published\": "
              "\"2024-05-17\", \"source\": \"Газета\", \"url\": \"https://example.org/1\"}");
    ck_assert_msg(reply.status == 201, "%u %.*s", reply.status, SPAN_ARGS(reply.body));
    ASSERT_SPAN(text_of("report"), "новость");
    ASSERT_SPAN(text_of("outcome"), "new");
    ASSERT_SPAN(text_of("published"), "2024-05-17");
    struct span address = arena_copy(&arena, reply_header(&reply, "Location"));
    get(address.data);
    ck_assert(reply_contains(&reply, "Полюс-Тест"));
    ck_assert(reply_contains(&reply, "https://example.org/1"));
    send_json("POST", "/api/v1/reports", "{\"text\": \"" TEXT "\", \"published\": \"2024-05-17\"}");
    ck_assert_uint_eq(reply.status, 200);
    ASSERT_SPAN(text_of("outcome"), "unchanged");
    ASSERT_SPAN(text_of("report"), "новость");
    get("/api/v1/lists/reports");
    ck_assert(reply_contains(&reply, "\"total\":4"));
}
END_TEST

START_TEST(a_report_may_be_sent_as_bytes)
{
    /* «Правительство» and a sentence's rest in windows-1251. */
    static const char bytes[] = "\xcf\xf0\xe0\xe2\xe8\xf2\xe5\xeb\xfc\xf1\xf2\xe2\xee "
                                "\xce\xec\xf1\xea\xee\xe9 \xee\xe1\xeb\xe0\xf1\xf2\xe8 "
                                "\xef\xee\xe4\xef\xe8\xf1\xe0\xeb\xee "
                                "\xf1\xee\xe3\xeb\xe0\xf8\xe5\xed\xe8\xe5.";
    open_session();
    send_body("POST", "/api/v1/reports?name=a.txt&published=2024", "application/octet-stream",
              span_of(bytes));
    ck_assert_msg(reply.status == 201, "%u %.*s", reply.status, SPAN_ARGS(reply.body));
    get("/api/v1/reports/a");
    ck_assert(reply_contains(&reply, "подписало"));
    send_body("POST", "/api/v1/reports?nam=a", "application/octet-stream", SPAN("x"));
    assert_error(400, "server.parameter_unknown");
}
END_TEST

static struct span file_of(const char *name)
{
    const char *path = arena_format(&arena, "%s/../test/report/documents/%s", EXAMPLES, name).data;
    struct mapped_file file;
    ck_assert_msg(mapped_file_open(&file, path, NULL), "%s", path);
    struct span copy = arena_copy(&arena, file.bytes);
    mapped_file_close(&file);
    return copy;
}

START_TEST(documents_are_read_by_their_bytes)
{
    enum { LARGE = 5 * 1024 * 1024 };
    open_session();
    send_body("POST", "/api/v1/reports?name=news.html", "application/octet-stream",
              file_of("news.html"));
    ck_assert_msg(reply.status == 201, "%u %.*s", reply.status, SPAN_ARGS(reply.body));
    ASSERT_SPAN(text_of("published"), "2019-04-23");
    get("/api/v1/reports/news");
    ck_assert(reply_contains(&reply, "\"publisher\":\"Вестник Приозёрья\""));
    ck_assert(!reply_contains(&reply, "Популярное"));
    send_body("POST", "/api/v1/reports?name=a.pdf", "application/octet-stream",
              file_of("release.pdf"));
    ck_assert_uint_eq(reply.status, 201);
    send_body("POST", "/api/v1/reports?name=a.pdf", "application/octet-stream",
              file_of("scan.pdf"));
    assert_error(422, "report.pdf_scanned");
    char *large = ARENA_NEW(&arena, char, LARGE);
    memset(large, 'a', LARGE);
    send_body("POST", "/api/v1/reports", "application/octet-stream", (struct span){large, LARGE});
    assert_error(413, "report.too_large");
}
END_TEST

START_TEST(a_report_is_tried_and_not_stored)
{
    send_json("POST", "/api/v1/readings", "{\"text\": \"" TEXT "\"}");
    assert_error(403, "server.token_needed");
    open_session();
    send_json("POST", "/api/v1/readings",
              "{\"text\": \"" TEXT "\", \"name\": \"b.txt\", \"published\": \"2024-05-17\"}");
    ck_assert_msg(reply.status == 200, "%u %.*s", reply.status, SPAN_ARGS(reply.body));
    ck_assert(reply_contains(&reply, "{\"known\":null,\"text\":\"Вчера Правительство"));
    ck_assert(reply_contains(&reply, "\"2024-05-16\""));
    ck_assert(reply_contains(&reply, "Полюс-Тест"));
    get("/api/v1/reports/b");
    assert_error(404, "query.unknown_id");
    send_body("POST", "/api/v1/readings?name=letter.docx", "application/octet-stream",
              file_of("letter.docx"));
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(reply_contains(&reply, "\"published\":\"2015-03-17\""));
    send_body("POST", "/api/v1/readings", "application/octet-stream", file_of("locked.docx"));
    assert_error(422, "report.document_encrypted");
    send_json("POST", "/api/v1/reports", "{\"text\": \"" TEXT "\", \"name\": \"b\"}");
    send_json("POST", "/api/v1/readings", "{\"text\": \"" TEXT "\"}");
    ck_assert(reply_contains(&reply, "{\"known\":\"b\""));
}
END_TEST

START_TEST(many_files_are_read_while_one_watches)
{
    send_json("POST", "/api/v1/batches", "{\"files\": \"3\"}");
    assert_error(403, "server.token_needed");
    open_session();
    send_json("POST", "/api/v1/batches", "{\"files\": \"2001\"}");
    assert_error(400, "server.parameter_invalid");
    send_json("POST", "/api/v1/batches", "{\"files\": \"3\"}");
    ck_assert_uint_eq(reply.status, 201);
    const char *path = arena_format(&arena, "/api/v1/batches/%s", text_of("batch").data).data;
    const char *files = arena_format(&arena, "%s/files/", path).data;
    const char *type = "application/octet-stream";
    send_body("PUT", arena_format(&arena, "%s3", files).data, type, SPAN("x"));
    assert_error(400, "server.parameter_invalid");
    send_body("PUT", arena_format(&arena, "%s0?name=letter.docx", files).data, type,
              file_of("letter.docx"));
    ck_assert_uint_eq(reply.status, 202);
    send_body("PUT", arena_format(&arena, "%s1?lang=en", files).data, type, file_of("locked.docx"));
    send_json("PUT", arena_format(&arena, "%s2", files).data,
              "{\"text\": \"" TEXT "\", \"published\": \"2024-05-17\"}");
    ck_assert_uint_eq(reply.status, 202);
    send_body("GET", arena_format(&arena, "%s/events", path).data, type, SPAN(""));
    ck_assert(reply_contains(&reply, "\"file\":0,\"state\":\"read\",\"report\":{"));
    ck_assert(reply_contains(&reply, "\"published\":\"2015-03-17\""));
    ck_assert(reply_contains(&reply, "\"file\":1,\"state\":\"failed\",\"problem\":{"));
    ck_assert(reply_contains(&reply, "\"key\":\"report.document_encrypted\""));
    ck_assert(reply_contains(&reply, "event: done\ndata: {\"files\":3,"));
    send_json("DELETE", path, "");
    ck_assert_uint_eq(reply.status, 200);
    get("/api/v1/lists/reports");
    ck_assert(reply_contains(&reply, "\"total\":3"));
}
END_TEST

START_TEST(reports_without_a_date_are_listed)
{
    open_session();
    get("/api/v1/lists/reports?filter.published=none");
    ck_assert(reply_contains(&reply, "\"total\":0"));
    send_json("POST", "/api/v1/reports", "{\"text\": \"" TEXT "\", \"name\": \"b\"}");
    get("/api/v1/lists/reports?filter.published=none");
    ck_assert_msg(reply_contains(&reply, "\"total\":1"), "%.*s", SPAN_ARGS(reply.body));
    get("/api/v1/lists/reports?filter.published=none&sort=title");
    ck_assert_msg(reply_contains(&reply, "\"total\":1"), "%.*s", SPAN_ARGS(reply.body));
    get("/api/v1/lists/reports?filter.published=never");
    assert_error(400, "query.bad_filter");
}
END_TEST

START_TEST(what_is_no_report_is_refused)
{
    open_session();
    send_json("POST", "/api/v1/reports", "{\"text\": \"\"}");
    assert_error(422, "report.empty");
    send_body("POST", "/api/v1/reports", "application/octet-stream",
              (struct span){"\x7f"
                            "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
                            16});
    ck_assert_uint_eq(reply.status, 422);
    send_json("POST", "/api/v1/reports", "{\"text\": \"" TEXT "\", \"published\": \"2024-02-30\"}");
    assert_error(400, "server.parameter_invalid");
    send_json("POST", "/api/v1/reports",
              "{\"text\": \"" TEXT "\", \"url\": \"javascript:alert(1)\"}");
    assert_error(400, "server.parameter_invalid");
    send_json("POST", "/api/v1/reports", "{\"text\": \"" TEXT "\", \"name\": \"a\\nb\"}");
    assert_error(400, "server.parameter_invalid");
    send_json("POST", "/api/v1/reports", "{\"text\": [1]}");
    assert_error(400, "server.parameter_invalid");
    send_json("POST", "/api/v1/reports", "{\"text\": \"" TEXT "\", \"name\": \"..\"}");
    ASSERT_SPAN(text_of("report"), "report");
}
END_TEST

START_TEST(a_date_is_stated_and_read_again)
{
    open_session();
    send_json("POST", "/api/v1/reports", "{\"text\": \"" TEXT "\", \"name\": \"a\"}");
    ck_assert_uint_eq(reply.status, 201);
    send_json("PUT", "/api/v1/reports/a/published", "{\"published\": \"2023-03-02\"}");
    ck_assert_msg(reply.status == 200, "%.*s", SPAN_ARGS(reply.body));
    ASSERT_SPAN(text_of("outcome"), "again");
    get("/api/v1/reports/a");
    ck_assert(reply_contains(&reply, "\"published\":\"2023-03-02\""));
    send_json("PUT", "/api/v1/reports/a/published", "{\"published\": \"2023-03-02\"}");
    ASSERT_SPAN(text_of("outcome"), "unchanged");
    send_json("PUT", "/api/v1/reports/none/published", "{\"published\": \"2023-03-02\"}");
    assert_error(404, "work.unknown_report");
    send_json("PUT", "/api/v1/reports/a/published", "{}");
    assert_error(400, "server.parameter_missing");
    send_json("PUT", "/api/v1/reports/a/published", "{\"published\": \"soon\"}");
    assert_error(400, "server.parameter_invalid");
}
END_TEST

/* The number behind "key": in the last answer. */
static int number_of(const char *key)
{
    struct span body = reply.body;
    struct span wanted = arena_format(&arena, "\"%s\":", key);
    size_t at = span_find(body, wanted, 0);
    ck_assert_msg(at != SIZE_MAX, "no %s", key);
    return (int)strtol(arena_copy(&arena, span_slice(body, at + wanted.size, body.size)).data, NULL,
                       10);
}

START_TEST(decides_and_undoes)
{
    open_session();
    get("/api/v1/lists/people?limit=2");
    struct span list = arena_copy(&arena, reply.body);
    size_t first = span_find(list, SPAN("\"id\":\"ru-"), 0);
    size_t second = span_find(list, SPAN("\"id\":\"ru-"), first + 1);
    struct span one = span_slice(list, first + 6, first + 21);
    struct span other = span_slice(list, second + 6, second + 21);
    get("/api/v1/queue");
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(reply_contains(&reply, "\"doubts\":["));
    send_json("POST", "/api/v1/decisions",
              arena_format(&arena,
                           "{\"action\": \"differ\", \"entity\": \"%.*s\", \"other\": "
                           "\"%.*s\", \"reason\": \"two people\"}",
                           SPAN_ARGS(one), SPAN_ARGS(other))
                  .data);
    ck_assert_msg(reply.status == 201, "%.*s", SPAN_ARGS(reply.body));
    int number = number_of("number");
    send_json("POST", "/api/v1/decisions",
              arena_format(&arena,
                           "{\"action\": \"merge\", \"entity\": \"%.*s\", \"other\": "
                           "\"%.*s\"}",
                           SPAN_ARGS(one), SPAN_ARGS(other))
                  .data);
    ck_assert_uint_eq(reply.status, 409);
    ck_assert(reply_contains(&reply, "work.warning.differ"));
    get(arena_format(&arena, "/api/v1/decisions?entity=%.*s", SPAN_ARGS(one)).data);
    ck_assert(reply_contains(&reply, "two people"));
    const char *undo =
        arena_format(&arena, "{\"action\": \"undo\", \"number\": \"%d\"}", number).data;
    send_json("POST", "/api/v1/decisions", undo);
    ck_assert_uint_eq(reply.status, 201);
    send_json("POST", "/api/v1/decisions", undo);
    assert_error(409, "registry.act_undone");
    send_json("POST", "/api/v1/decisions", "{\"action\": \"marry\"}");
    assert_error(400, "work.unknown_action");
    send_json("POST", "/api/v1/decisions", "{\"action\": \"undo\", \"number\": \"99999\"}");
    assert_error(404, "registry.no_act");
    send_json("POST", "/api/v1/decisions", "{\"action\": \"undo\", \"number\": \"x\"}");
    assert_error(400, "server.parameter_invalid");
    get("/api/v1/decisions?entity=ru-000000000000");
    assert_error(404, "query.unknown_id");
}
END_TEST

START_TEST(adds_what_was_not_read)
{
    open_session();
    send_json("POST", "/api/v1/decisions",
              "{\"action\": \"add\", \"report\": \"01-soglashenie-o-sotrudnichestve\", \"kind\": "
              "\"Product\", \"words\": \"0-6\", "
              "\"name\": \"Нечто новое\"}");
    ck_assert_msg(reply.status == 201, "%.*s", SPAN_ARGS(reply.body));
    int number = number_of("number");
    get("/api/v1/reports/01-soglashenie-o-sotrudnichestve");
    ck_assert(reply_contains(&reply, "Нечто новое"));
    get("/api/v1/search?q=нечто");
    ck_assert(reply_contains(&reply, "\"name\":\"Нечто новое\""));
    get(arena_format(&arena, "/api/v1/entities/%.*s",
                     SPAN_ARGS(span_slice(reply.body, span_find(reply.body, SPAN("ru-"), 0),
                                          span_find(reply.body, SPAN("ru-"), 0) + 15)))
            .data);
    ck_assert(reply_contains(&reply, "\"state\":\"stated\""));
    ck_assert(reply_contains(
        &reply, arena_format(&arena, "\"decided\":{\"number\":%d,\"by\":\"user:", number).data));
    send_json("POST", "/api/v1/decisions",
              arena_format(&arena, "{\"action\": \"undo\", \"number\": \"%d\"}", number).data);
    ck_assert_uint_eq(reply.status, 201);
    get("/api/v1/search?q=нечто");
    ck_assert(!reply_contains(&reply, "\"name\":\"Нечто новое\""));
    send_json("POST", "/api/v1/decisions",
              "{\"action\": \"add\", \"report\": \"01-soglashenie-o-sotrudnichestve\", \"kind\": "
              "\"Thing\", \"words\": \"0-6\"}");
    assert_error(400, "work.unknown_kind");
    send_json("POST", "/api/v1/decisions",
              "{\"action\": \"add\", \"report\": \"01-soglashenie-o-sotrudnichestve\", \"kind\": "
              "\"Place\", \"words\": \"щщщ\"}");
    assert_error(400, "work.no_words");
}
END_TEST

static void redact(const char *what, const char *force)
{
    send_json("POST", "/api/v1/redactions",
              arena_format(&arena, "{\"what\": \"%s\", \"reason\": \"asked for\", \"force\": %s}",
                           what, force)
                  .data);
}

static bool is_answered(const char *target, const char *words)
{
    get(target);
    return reply_contains(&reply, words);
}

#define PERSON "Вадим Сторожук"
#define SEARCH "/api/v1/search?q=%D1%81%D1%82%D0%BE%D1%80%D0%BE%D0%B6%D1%83%D0%BA"

START_TEST(personal_data_is_redacted)
{
    redact(PERSON, "null");
    ck_assert_uint_eq(reply.status, 403);
    open_session();
    ck_assert(is_answered("/api/v1/lists/people", PERSON));
    ck_assert(is_answered("/api/v1/reports/11-gorod-i-fond", "Сторожук"));
    redact(PERSON, "null");
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(reply_contains(&reply, "\"done\":false,\"number\":null,\"reports\":1,\"places\":1,"));
    ck_assert(is_answered(SEARCH, PERSON));
    redact(PERSON, "\"true\"");
    ck_assert_msg(reply.status == 201, "%.*s", SPAN_ARGS(reply.body));
    ck_assert(reply_contains(&reply, "\"done\":true,\"number\":1,"));
    ck_assert(!is_answered("/api/v1/lists/people", "Сторожук"));
    ck_assert(!is_answered("/api/v1/reports/11-gorod-i-fond", "Сторожук"));
    ck_assert(is_answered(SEARCH, "\"entities\":[],\"reports\":[]"));
    ck_assert(is_answered("/api/v1/decisions", "\"action\":\"redact\""));
    ck_assert(!reply_contains(&reply, "Сторожук"));
    send_json("POST", "/api/v1/decisions", "{\"action\": \"undo\", \"number\": \"1\"}");
    assert_error(409, "registry.act_redaction");
    /* What the running server takes in later. */
    send_json("POST", "/api/v1/reports",
              "{\"text\": \"Мэр Ярославля Вадим Сторожук открыл технопарк.\", \"name\": \"a\"}");
    ck_assert_uint_eq(reply.status, 201);
    ck_assert(is_answered("/api/v1/reports/a", "Мэр"));
    ck_assert(!reply_contains(&reply, "Сторожук"));
}
END_TEST

START_TEST(what_cannot_be_redacted_is_refused)
{
    open_session();
    redact("", "\"true\"");
    assert_error(400, "work.missing_words");
    redact("я", "\"true\"");
    assert_error(400, "resolve.redact_short");
    redact("один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
           "тринадцать",
           "\"true\"");
    assert_error(400, "resolve.redact_long");
    redact("ru-000000000000", "\"true\"");
    assert_error(404, "work.unknown_entity");
    redact("1.99999", "\"true\"");
    assert_error(404, "registry.no_claim");
    redact(PERSON, "\"perhaps\"");
    assert_error(400, "server.parameter_invalid");
    send_json("POST", "/api/v1/redactions", "{\"who\": \"x\"}");
    assert_error(400, "server.parameter_unknown");
    ck_assert(is_answered("/api/v1/decisions", "\"decisions\":[]"));
}
END_TEST

START_TEST(a_report_is_withdrawn_and_taken_back)
{
    open_session();
    send_json("POST", "/api/v1/reports", "{\"text\": \"" TEXT "\", \"name\": \"a\"}");
    ck_assert_uint_eq(reply.status, 201);
    send_json("PUT", "/api/v1/reports/a/withdrawn",
              "{\"withdrawn\": \"true\", \"reason\": \"an error\"}");
    ck_assert_msg(reply.status == 200, "%.*s", SPAN_ARGS(reply.body));
    ASSERT_SPAN(text_of("outcome"), "withdrawn");
    get("/api/v1/reports/a");
    ck_assert(reply_contains(&reply, "\"reason\":\"an error\""));
    ck_assert(reply_contains(&reply, "\"facts\":[]"));
    send_json("PUT", "/api/v1/reports/a/withdrawn", "{\"withdrawn\": \"false\"}");
    ck_assert_msg(reply.status == 200, "%.*s", SPAN_ARGS(reply.body));
    ASSERT_SPAN(text_of("outcome"), "again");
    get("/api/v1/reports/a");
    ck_assert(reply_contains(&reply, "\"withdrawn\":null"));
    send_json("PUT", "/api/v1/reports/a/withdrawn", "{\"withdrawn\": \"false\"}");
    assert_error(409, "work.not_withdrawn");
    send_json("PUT", "/api/v1/reports/none/withdrawn", "{\"withdrawn\": \"true\"}");
    assert_error(404, "work.unknown_report");
    send_json("PUT", "/api/v1/reports/a/withdrawn", "{}");
    assert_error(400, "server.parameter_missing");
    send_json("PUT", "/api/v1/reports/a/withdrawn", "{\"withdrawn\": \"perhaps\"}");
    assert_error(400, "server.parameter_invalid");
}
END_TEST

/* The version that the last answer gives, as a change names it. */
static const char *version_of(void)
{
    size_t at = span_find(reply.body, SPAN("\"version\":"), 0) + sizeof "\"version\":" - 1,
           end = at;
    while (reply.body.data[end] >= '0' && reply.body.data[end] <= '9')
        end++;
    return arena_copy(&arena, span_slice(reply.body, at, end)).data;
}

START_TEST(what_a_user_states_is_shown_changed_and_withdrawn)
{
    static const char given[] = "training\\nsubject=сварка\\nparticipants=Company:ООО «Заря»";
    open_session();
    send_json("POST", "/api/v1/entries",
              arena_format(&arena,
                           "{\"facts\": \"%s\", \"note\": \"проба\", \"date\": "
                           "\"2024-05-17\"}",
                           given)
                  .data);
    ck_assert_msg(reply.status == 201, "%.*s", SPAN_ARGS(reply.body));
    const char *version = version_of();
    const char *card =
        arena_format(&arena, "/api/v1/entities/%.*s",
                     SPAN_ARGS(span_slice(reply.body, span_find(reply.body, SPAN("[\"ru-"), 0) + 2,
                                          span_find(reply.body, SPAN("[\"ru-"), 0) + 17)))
            .data;
    const char *address =
        arena_format(&arena, "/api/v1/entries/%.*s", SPAN_ARGS(text_of("entry"))).data;
    ASSERT_SPAN(reply_header(&reply, "Location"), address);
    get(address);
    ck_assert(reply_contains(&reply, "\"note\":\"проба\""));
    ck_assert(is_answered(card, "Внесено пользовател"));
    ck_assert(is_answered(card, "\"by\":\"user"));
    ck_assert(!is_answered(card, "сообщени"));
    get(address);
    ck_assert(reply_contains(&reply, "\"property\":\"participants\""));
    ck_assert(reply_contains(&reply, "\"name\":\"ООО «Заря»\""));
    ck_assert(is_answered("/api/v1/lists/training", "сварка"));
    get_file("/api/v1/lists/training?format=csv", "text/csv; charset=utf-8");
    ck_assert(reply_contains(&reply, "сварка"));
    get_file("/api/v1/lists/training?format=xlsx",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    ck_assert(span_starts_with(reply.body, SPAN("PK")));
    const char *change = arena_format(&arena,
                                      "{\"facts\": \"training\\nsubject=пайка\", "
                                      "\"version\": \"%s\"}",
                                      version)
                             .data;
    send_json("PUT", address, change);
    ck_assert_msg(reply.status == 200, "%.*s", SPAN_ARGS(reply.body));
    ck_assert(is_answered("/api/v1/lists/training", "пайка"));
    send_json("PUT", address, change);
    assert_error(409, "work.entry_changed");
    ck_assert(reply_contains(&reply, "\"author\":\"user"));
    ck_assert(is_answered(address, "\"versions\":[{\"entry\":"));
    const char *gone = arena_format(&arena, "%s/withdrawn", address).data;
    send_json("PUT", gone, "{\"withdrawn\": \"true\"}");
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(is_answered("/api/v1/lists/training", "\"total\":0"));
    ck_assert(is_answered(address, "\"withdrawn\":true"));
    send_json("PUT", gone, "{\"withdrawn\": \"false\"}");
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(is_answered("/api/v1/lists/training", "пайка"));
}
END_TEST

START_TEST(the_progress_of_a_programme_is_told)
{
    open_session();
    send_json("POST", "/api/v1/entries",
              "{\"facts\": \"measure\\nprogramme=Programme:Программа роста\\nwhat=Открыть цех\\n"
              "due=2014\\nindicator\\nprogramme=Programme:Программа роста\\nmeasure=выпуск\\n"
              "reading=target\\nyear=2030\\nvalue=5\"}");
    ck_assert_msg(reply.status == 201, "%.*s", SPAN_ARGS(reply.body));
    get("/api/v1/suggest?q=%D0%9F%D1%80%D0%BE%D0%B3%D1%80%D0%B0%D0%BC%D0%BC%D0%B0+%D1%80%D0%BE");
    const char *address = arena_format(&arena, "/api/v1/programmes/%.*s/progress?since=2000-01-01",
                                       SPAN_ARGS(text_of("id")))
                              .data;
    ck_assert(is_answered(address, "\"standing\":\"late\""));
    ck_assert(is_answered(address, "о нём не сказано"));
    ck_assert(is_answered(address, "\"number\":5"));
    ck_assert(is_answered(address, "\"changes\":[{"));
    get("/api/v1/programmes/ru-0/progress");
    assert_error(404, "query.unknown_id");
    get("/api/v1/programmes/ru-0/progress?since=x");
    assert_error(400, "server.parameter_invalid");
}
END_TEST

/* The id of the fact that was stated last, and an address of it. */
static const char *stated_of(const char *before, const char *behind)
{
    size_t at = span_find(reply.body, SPAN("[\"ru-"), 0);
    ck_assert_msg(reply.status == 201, "%.*s", SPAN_ARGS(reply.body));
    return arena_format(&arena, "%s%.*s%s", before,
                        SPAN_ARGS(span_slice(reply.body, at + 2, at + 17)), behind)
        .data;
}

START_TEST(preferred_products_are_proposed_decided_on_and_used)
{
    open_session();
    ck_assert(is_answered("/api/v1/preferred", "\"lists\":[]"));
    send_json("POST", "/api/v1/preferred",
              "{\"title\": \"Перечень\", \"owner\": \"PublicBody:Мэрия\", "
              "\"criteria\": \"новизна\\nпольза\"}");
    const char *list = stated_of("/api/v1/preferred/", "");
    ck_assert(is_answered(list, "\"items\":[]"));
    send_json("POST", arena_format(&arena, "%s/items", list).data,
              "{\"what\": \"насос центробежный\", \"maker\": \"Company:Завод\"}");
    const char *item = stated_of("/api/v1/preferred/", "");
    ck_assert(is_answered(list, "\"standing\":\"proposed\""));
    const char *decisions = arena_format(&arena, "%s/decisions", item).data;
    send_json("POST", decisions, "{\"outcome\": \"entered\"}");
    assert_error(400, "work.preferred_reason");
    send_json("POST", decisions, "{\"outcome\": \"left\", \"reason\": \"x\"}");
    assert_error(409, "work.preferred_decided");
    send_json("POST", decisions,
              "{\"outcome\": \"entered\", \"reason\": \"испытан\", \"until\": \"2026-02-01\"}");
    stated_of("", "");
    send_json("POST", arena_format(&arena, "%s/uses", item).data,
              "{\"user\": \"PublicBody?Мэрия\", \"since\": \"2025-05-01\"}");
    stated_of("", "");
    ck_assert(is_answered(list, "\"standing\":\"entered\""));
    ck_assert(is_answered(list, "\"over\":false,\"evidence\":[{"));
    ck_assert(
        is_answered("/api/v1/preferred?need=%D0%BD%D0%B0%D1%81%D0%BE%D1%81", "\"reasons\":[{"));
    ck_assert(is_answered("/api/v1/terms?days=60", "\"kind\":\"preferred_item\""));
    get_file(arena_format(&arena, "%s?format=csv", list).data, "text/csv; charset=utf-8");
    ck_assert(reply_contains(&reply, "насос центробежный,Завод"));
    get_file(arena_format(&arena, "%s?format=xlsx&state=entered", list).data,
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    get(item);
    assert_error(404, "query.not_preferred");
    get(arena_format(&arena, "%s?state=lost", list).data);
    assert_error(400, "query.bad_standing");
    get("/api/v1/preferred?state=entered");
    assert_error(400, "server.parameter_unknown");
}
END_TEST

START_TEST(terms_that_end_soon_are_told)
{
    open_session();
    send_json("POST", "/api/v1/entries",
              "{\"facts\": \"benefit\\nbeneficiary=Site:Площадка «Пробная»\\nbenefit=ноль\\n"
              "until=2030-03-01\\nmembership\\nmember=Company:ООО «Заря»\\n"
              "whole=Site:Площадка «Пробная»\\nuntil=2030-03-01\\nstatus=ended\"}");
    ck_assert_msg(reply.status == 201, "%.*s", SPAN_ARGS(reply.body));
    ck_assert(is_answered("/api/v1/terms?as_of=2030-02-09&days=30", "\"days\":20,"));
    ck_assert(is_answered("/api/v1/terms?as_of=2030-02-09&days=5", "\"terms\":[]"));
    ck_assert(is_answered("/api/v1/terms?as_of=2030-03-02", "\"terms\":[]"));
    ck_assert(!is_answered("/api/v1/terms?as_of=2030-02-09", "\"kind\":\"membership\""));
    get("/api/v1/suggest?q=%D0%9F%D0%BB%D0%BE%D1%89%D0%B0%D0%B4%D0%BA%D0%B0+%D0%BF%D1%80%D0%BE");
    const char *site = arena_format(&arena, "%.*s", SPAN_ARGS(text_of("id"))).data;
    ck_assert(
        is_answered(arena_format(&arena, "/api/v1/terms?as_of=2030-03-01&entity=%s", site).data,
                    "последний день"));
    get(arena_format(&arena, "/api/v1/entities/%s?as_of=2030-02-09", site).data);
    ck_assert(reply_contains(&reply, "\"terms\":[{\"fact\""));
    /* The network is of what users stated too. */
    ck_assert(is_answered(arena_format(&arena, "/api/v1/network/neighbours/%s", site).data,
                          "ООО «Заря»"));
    get("/api/v1/terms?days=0");
    assert_error(400, "server.parameter_invalid");
}
END_TEST

START_TEST(what_cannot_be_stated_is_said)
{
    open_session();
    send_json("PUT", "/api/v1/entries/entry-none", "{\"facts\": \"training\"}");
    assert_error(400, "server.parameter_missing");
    send_json("PUT", "/api/v1/entries/entry-none",
              "{\"facts\": \"training\\nsubject=x\", \"version\": \"1\"}");
    assert_error(404, "work.unknown_entry");
    send_json("POST", "/api/v1/entries",
              "{\"facts\": \"training\\nsubject=x\", \"version\": \"1\"}");
    assert_error(400, "server.parameter_unknown");
    send_json("POST", "/api/v1/entries", "{\"facts\": \"training\\nsubject=x\", \"date\": \"x\"}");
    assert_error(400, "server.parameter_invalid");
    send_json("POST", "/api/v1/entries", "{\"facts\": \"training\\nstart=скоро\"}");
    assert_error(400, "work.entry_value");
    ck_assert(reply_contains(&reply, "\"line\":\"2\""));
    send_json("POST", "/api/v1/entries",
              "{\"facts\": \"training\\nsubject=x\\ntraining\\ncount=3\"}");
    assert_error(400, "work.entry_missing");
    ck_assert(reply_contains(&reply, "\"fact\":\"2\""));
    send_json("POST", "/api/v1/entries", "{\"facts\": \"wizardry\"}");
    assert_error(400, "work.unknown_kind");
    get("/api/v1/entries/01-soglashenie-o-sotrudnichestve");
    assert_error(404, "work.unknown_entry");
}
END_TEST

START_TEST(another_day_may_be_asked_for)
{
    get("/api/v1/lists/agreements?as_of=1990-01-01");
    ck_assert(reply_contains(&reply, "\"total\":0"));
    get("/api/v1/lists/agreements?known_at=1990-01-01");
    ck_assert(reply_contains(&reply, "\"total\":0"));
    get("/api/v1/search?q=%D1%81%D0%BE%D0%B3%D0%BB%D0%B0%D1%88%D0%B5%D0%BD%D0%B8%D0%B5&as_of=1990");
    ck_assert(reply_contains(&reply, "\"total\":0"));
    get("/api/v1/lists/agreements?as_of=soon");
    assert_error(400, "server.parameter_invalid");
    get("/api/v1/search?q=a&known_at=1990");
    assert_error(400, "server.parameter_unknown");
}
END_TEST

/* ---- many at once ---- */

static void *ask_lists(void *argument)
{
    size_t *good = argument;
    for (int i = 0; i < 20; i++) {
        struct reply mine;
        client_get(server_port(server), "/api/v1/lists/organizations", "", &mine);
        *good += mine.status == 200 && reply_is_json(&mine);
        reply_release(&mine);
    }
    return NULL;
}

START_TEST(readers_and_the_writer_go_on_together)
{
    enum { READERS = 4 };
    pthread_t threads[READERS];
    size_t good[READERS] = {0};
    size_t all = 0;
    open_session();
    for (size_t i = 0; i < READERS; i++)
        pthread_create(&threads[i], NULL, ask_lists, &good[i]);
    for (int i = 0; i < 10; i++) {
        char body[512];
        snprintf(body, sizeof body, "{\"text\": \"" TEXT " %d\"}", i);
        send_json("POST", "/api/v1/reports", body);
        ck_assert_uint_eq(reply.status, 201);
    }
    for (size_t i = 0; i < READERS; i++) {
        pthread_join(threads[i], NULL);
        all += good[i];
    }
    ck_assert_uint_eq(all, (size_t)READERS * 20);
    get("/api/v1/lists/reports");
    ck_assert(reply_contains(&reply, "\"total\":13"));
}
END_TEST

START_TEST(a_registry_that_is_not_there_is_told)
{
    struct api *none;
    struct error error;
    struct api_options options = {.registry = "/nowhere/r.uzel", .reader = reader};
    error_init(&error);
    ck_assert(!api_open(&none, &options, &error));
    ck_assert_str_eq(error.items[0].key, "registry.not_found");
    ck_assert_ptr_null(none);
    error_release(&error);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("api");
    TCase *tests = tcase_create("api");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, every_question_is_answered_in_json);
    tcase_add_test(tests, cards_lead_back_to_reports);
    tcase_add_test(tests, facts_of_an_entity_come_in_pages);
    tcase_add_test(tests, the_network_is_asked_for_by_id);
    tcase_add_test(tests, the_network_is_drawn);
    tcase_add_test(tests, a_list_is_followed_by_cursors);
    tcase_add_test(tests, a_list_is_taken_away_as_a_file);
    tcase_add_test(tests, the_whole_registry_needs_a_session);
    tcase_add_test(tests, every_route_is_described);
    tcase_add_test(tests, what_cannot_be_answered_is_said);
    tcase_add_test(tests, a_report_is_added_once);
    tcase_add_test(tests, a_report_may_be_sent_as_bytes);
    tcase_add_test(tests, documents_are_read_by_their_bytes);
    tcase_add_test(tests, a_report_is_tried_and_not_stored);
    tcase_add_test(tests, many_files_are_read_while_one_watches);
    tcase_add_test(tests, reports_without_a_date_are_listed);
    tcase_add_test(tests, what_is_no_report_is_refused);
    tcase_add_test(tests, a_date_is_stated_and_read_again);
    tcase_add_test(tests, decides_and_undoes);
    tcase_add_test(tests, adds_what_was_not_read);
    tcase_add_test(tests, personal_data_is_redacted);
    tcase_add_test(tests, what_cannot_be_redacted_is_refused);
    tcase_add_test(tests, a_report_is_withdrawn_and_taken_back);
    tcase_add_test(tests, what_a_user_states_is_shown_changed_and_withdrawn);
    tcase_add_test(tests, the_progress_of_a_programme_is_told);
    tcase_add_test(tests, preferred_products_are_proposed_decided_on_and_used);
    tcase_add_test(tests, terms_that_end_soon_are_told);
    tcase_add_test(tests, what_cannot_be_stated_is_said);
    tcase_add_test(tests, another_day_may_be_asked_for);
    tcase_add_test(tests, readers_and_the_writer_go_on_together);
    tcase_add_test(tests, a_registry_that_is_not_there_is_told);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
