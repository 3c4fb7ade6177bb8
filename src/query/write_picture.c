/* The network's picture as JSON, as CSV and as GEXF. */
#include "picture.h"
#include "write.h"
#include "xml.h"

/* ---- JSON ---- */

static void node_write(const struct query_node *node, struct json *json)
{
    json_object_begin(json);
    key_text(json, "id", node->id);
    key_text(json, "label", node->label);
    kind_write_members(node->kind, json);
    key_count(json, "ties", node->ties);
    key_count(json, "community", node->community);
    json_object_end(json);
}

static void key_day(struct json *json, const char *key, struct date date)
{
    char text[DATE_TEXT];
    key_text(json, key, span_of(date_write(date, text)));
}

static void edge_write(const struct query_picture *picture, const struct query_edge *edge,
                       struct json *json)
{
    json_object_begin(json);
    key_text(json, "from", picture->nodes[edge->from].id);
    key_text(json, "to", picture->nodes[edge->to].id);
    json_key(json, "kinds");
    json_array_begin(json);
    for (size_t i = 0; i < edge->kind_count; i++)
        json_text(json, edge->kinds[i]->name);
    json_array_end(json);
    key_count(json, "facts", edge->facts);
    key_count(json, "reports", edge->reports);
    key_day(json, "first", edge->first);
    key_day(json, "last", edge->last);
    json_object_end(json);
}

static void kinds_write(const struct query *query, const struct query_picture *picture,
                        struct json *json)
{
    json_key(json, "kinds");
    json_array_begin(json);
    for (size_t i = 0; i < picture->kind_count; i++) {
        json_object_begin(json);
        kind_write_members(picture->kinds[i].kind, json);
        key_text(json, "label", label_show(query, &picture->kinds[i].kind->label));
        key_count(json, "edges", picture->kinds[i].edges);
        json_object_end(json);
    }
    json_array_end(json);
}

void query_picture_write(const struct query *query, const struct query_picture *picture,
                         struct json *json)
{
    json_object_begin(json);
    json_key(json, "entity");
    value_write(&picture->entity, json);
    key_count(json, "steps", picture->steps);
    key_text(json, "summary", picture->summary);
    key_count(json, "nodes_left_out", picture->nodes_left_out);
    key_count(json, "edges_left_out", picture->edges_left_out);
    key_flag(json, "cut", picture->cut);
    key_day(json, "first", picture->first);
    key_day(json, "last", picture->last);
    key_count(json, "communities", picture->communities);
    kinds_write(query, picture, json);
    json_key(json, "nodes");
    json_array_begin(json);
    for (size_t i = 0; i < picture->node_count; i++)
        node_write(&picture->nodes[i], json);
    json_array_end(json);
    json_key(json, "edges");
    json_array_begin(json);
    for (size_t i = 0; i < picture->edge_count; i++)
        edge_write(picture, &picture->edges[i], json);
    json_array_end(json);
    json_object_end(json);
}

/* ---- CSV ---- */

/* A cell in quotation marks, those within doubled. */
static void cell_append(struct buffer *out, struct span text)
{
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            buffer_append_byte(out, '"');
        buffer_append_byte(out, text.data[i]);
    }
    buffer_append_byte(out, '"');
}

static void node_append(const struct query_node *node, struct buffer *out)
{
    buffer_append(out, node->id);
    buffer_append_byte(out, ',');
    cell_append(out, node->label);
    buffer_append_byte(out, ',');
    buffer_append(out, node->kind->name);
    buffer_append_byte(out, ',');
}

void query_picture_write_csv(const struct query *query, const struct query_picture *picture,
                             struct buffer *out)
{
    (void)query;
    buffer_append_string(out, "from,from_label,from_kind,to,to_label,to_kind,"
                              "kinds,facts,reports,first,last\r\n");
    for (size_t i = 0; i < picture->edge_count; i++) {
        const struct query_edge *edge = &picture->edges[i];
        char first[DATE_TEXT], last[DATE_TEXT];
        node_append(&picture->nodes[edge->from], out);
        node_append(&picture->nodes[edge->to], out);
        for (size_t k = 0; k < edge->kind_count; k++) {
            buffer_append_string(out, k ? " " : "");
            buffer_append(out, edge->kinds[k]->name);
        }
        buffer_format(out, ",%zu,%zu,%s,%s\r\n", edge->facts, edge->reports,
                      date_write(edge->first, first), date_write(edge->last, last));
    }
}

/* ---- GEXF ---- */

enum node_attribute { NODE_KIND, NODE_FAMILY, NODE_TIES, NODE_COMMUNITY };
enum edge_attribute { EDGE_KINDS, EDGE_FACTS, EDGE_REPORTS };

static void attribute_declare(struct xml *xml, int64_t id, const char *title, const char *type)
{
    xml_begin(xml, "attribute");
    xml_attribute_integer(xml, "id", id);
    xml_attribute(xml, "title", span_of(title));
    xml_attribute(xml, "type", span_of(type));
    xml_end(xml);
}

static void attributes_declare(struct xml *xml)
{
    xml_begin(xml, "attributes");
    xml_attribute(xml, "class", SPAN("node"));
    attribute_declare(xml, NODE_KIND, "kind", "string");
    attribute_declare(xml, NODE_FAMILY, "family", "string");
    attribute_declare(xml, NODE_TIES, "ties", "integer");
    attribute_declare(xml, NODE_COMMUNITY, "community", "integer");
    xml_end(xml);
    xml_begin(xml, "attributes");
    xml_attribute(xml, "class", SPAN("edge"));
    attribute_declare(xml, EDGE_KINDS, "kinds", "string");
    attribute_declare(xml, EDGE_FACTS, "facts", "integer");
    attribute_declare(xml, EDGE_REPORTS, "reports", "integer");
    xml_end(xml);
}

static void value_put(struct xml *xml, int64_t attribute, struct span value)
{
    xml_begin(xml, "attvalue");
    xml_attribute_integer(xml, "for", attribute);
    xml_attribute(xml, "value", value);
    xml_end(xml);
}

static void count_put(struct xml *xml, int64_t attribute, size_t count)
{
    xml_begin(xml, "attvalue");
    xml_attribute_integer(xml, "for", attribute);
    xml_attribute_integer(xml, "value", (int64_t)count);
    xml_end(xml);
}

/* The colours of the pages in the light (web/src/style/look.css). */
static void colour_put(struct xml *xml, struct span family)
{
    static const struct {
        const char *family;
        unsigned char red, green, blue;
    } colours[] = {{"person", 122, 58, 168}, {"body", 28, 95, 163},     {"firm", 10, 110, 104},
                   {"place", 63, 107, 18},   {"agreement", 154, 74, 0}, {"project", 176, 36, 92},
                   {NULL, 91, 96, 107}};
    size_t i = 0;
    while (colours[i].family && !span_equal(family, span_of(colours[i].family)))
        i++;
    xml_begin(xml, "viz:color");
    xml_attribute_integer(xml, "r", colours[i].red);
    xml_attribute_integer(xml, "g", colours[i].green);
    xml_attribute_integer(xml, "b", colours[i].blue);
    xml_end(xml);
}

static void node_put(struct xml *xml, const struct query_node *node)
{
    xml_begin(xml, "node");
    xml_attribute(xml, "id", node->id);
    xml_attribute(xml, "label", node->label);
    xml_begin(xml, "attvalues");
    value_put(xml, NODE_KIND, node->kind->name);
    value_put(xml, NODE_FAMILY, node->kind->family);
    count_put(xml, NODE_TIES, node->ties);
    count_put(xml, NODE_COMMUNITY, node->community);
    xml_end(xml);
    colour_put(xml, node->kind->family);
    xml_end(xml);
}

static void day_put(struct xml *xml, const char *name, struct date date)
{
    char text[DATE_TEXT];
    if (date_is_set(date))
        xml_attribute(xml, name, span_of(date_write(date, text)));
}

static void edge_put(struct xml *xml, const struct query *query,
                     const struct query_picture *picture, size_t number)
{
    const struct query_edge *edge = &picture->edges[number];
    struct span kinds = {0};
    for (size_t i = 0; i < edge->kind_count; i++)
        kinds = arena_format(query->arena, "%.*s%s%.*s", SPAN_ARGS(kinds), i ? " " : "",
                             SPAN_ARGS(edge->kinds[i]->name));
    xml_begin(xml, "edge");
    xml_attribute_integer(xml, "id", (int64_t)number);
    xml_attribute(xml, "source", picture->nodes[edge->from].id);
    xml_attribute(xml, "target", picture->nodes[edge->to].id);
    xml_attribute_integer(xml, "weight", (int64_t)edge->reports);
    day_put(xml, "start", date_first_day(edge->first));
    day_put(xml, "end", date_last_day(edge->last));
    xml_begin(xml, "attvalues");
    value_put(xml, EDGE_KINDS, kinds);
    count_put(xml, EDGE_FACTS, edge->facts);
    count_put(xml, EDGE_REPORTS, edge->reports);
    xml_end(xml);
    xml_end(xml);
}

static void meta_put(struct xml *xml, const struct query *query,
                     const struct query_picture *picture)
{
    xml_begin(xml, "meta");
    day_put(xml, "lastmodifieddate", query->today);
    xml_begin(xml, "creator");
    xml_text(xml, SPAN("Uzel"));
    xml_end(xml);
    xml_begin(xml, "description");
    xml_text(xml, arena_format(query->arena, "%.*s: %.*s", SPAN_ARGS(query->registry),
                               SPAN_ARGS(picture->summary)));
    xml_end(xml);
    xml_end(xml);
}

void query_picture_write_gexf(const struct query *query, const struct query_picture *picture,
                              struct buffer *out)
{
    struct xml xml;
    xml_init(&xml, out);
    xml_begin(&xml, "gexf");
    xml_attribute(&xml, "xmlns", SPAN("http://gexf.net/1.3"));
    xml_attribute(&xml, "xmlns:viz", SPAN("http://gexf.net/1.3/viz"));
    xml_attribute(&xml, "version", SPAN("1.3"));
    meta_put(&xml, query, picture);
    xml_begin(&xml, "graph");
    xml_attribute(&xml, "mode", SPAN("dynamic"));
    xml_attribute(&xml, "defaultedgetype", SPAN("undirected"));
    xml_attribute(&xml, "timeformat", SPAN("date"));
    xml_attribute(&xml, "timerepresentation", SPAN("interval"));
    attributes_declare(&xml);
    xml_begin(&xml, "nodes");
    for (size_t i = 0; i < picture->node_count; i++)
        node_put(&xml, &picture->nodes[i]);
    xml_end(&xml);
    xml_begin(&xml, "edges");
    for (size_t i = 0; i < picture->edge_count; i++)
        edge_put(&xml, query, picture, i);
    xml_end(&xml);
    xml_end(&xml);
    xml_end(&xml);
}
