/* Reminders as iCalendar and as Atom. */
#include "feed.h"

#include <stdio.h>

#include "address.h"
#include "xml.h"

enum {
    LINE_MOST = 75 /* octets of a line of iCalendar, without its end */
};

#define TEXT_OF(query, ...)                                                                        \
    message((query)->catalogue, (query)->tongue, (query)->arena, __VA_ARGS__, NULL)

static const char *zero_ended(const struct query *query, struct span text)
{
    return arena_copy(query->arena, text).data;
}

/* «Окончание: Соглашение о … (действует до)» */
static struct span title_of(const struct query *query, const struct query_reminder *reminder)
{
    return TEXT_OF(query, reminder->late ? "export.feed.late" : "export.feed.day", "label",
                   zero_ended(query, reminder->label), "fact",
                   zero_ended(query, reminder->fact.text), "property",
                   zero_ended(query, reminder->property_label));
}

/* What names a reminder wherever it is: letters, digits, '-', '.' and '@' alone. */
static struct span name_of(const struct query *query, struct span id, struct span property)
{
    struct span registry = query->registry;
    char *bytes = ARENA_NEW(query->arena, char, registry.size + 1);
    for (size_t i = 0; i < registry.size; i++) {
        char byte = registry.data[i];
        bool fine = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                    (byte >= '0' && byte <= '9') || byte == '.' || byte == '-';
        bytes[i] = fine ? byte : '-';
    }
    return arena_format(query->arena, "%.*s-%.*s@%.*s", SPAN_ARGS(id), SPAN_ARGS(property),
                        SPAN_ARGS(((struct span){bytes, registry.size})));
}

static struct span address_of(const struct query *query, const struct feed_frame *frame,
                              struct span entity)
{
    return frame->origin.size ? arena_format(query->arena, "%.*s/entities/%.*s",
                                             SPAN_ARGS(frame->origin), SPAN_ARGS(entity))
                              : SPAN("");
}

/* Where what somebody wrote is read: on a card, or on the page of a report. */
static struct span note_address(const struct query *query, const struct feed_frame *frame,
                                const struct query_comment *note)
{
    struct span page =
        note->report.size ? address_encode(query->arena, note->report) : note->entity;
    return frame->origin.size
               ? arena_format(query->arena, "%.*s/%s/%.*s#comment-%zu", SPAN_ARGS(frame->origin),
                              note->report.size ? "reports" : "entities", SPAN_ARGS(page),
                              note->number)
               : SPAN("");
}

/* ---- iCalendar ---- */

/* How many bytes of a line stand before its end or the next fold, which no character is cut by. */
static size_t fold_at(struct span line, size_t room)
{
    if (line.size <= room)
        return line.size;
    while (((unsigned char)line.data[room] & 0xC0) == 0x80)
        room--;
    return room;
}

static void line_write(struct buffer *out, struct span line)
{
    for (size_t room = LINE_MOST;; room = LINE_MOST - 1) {
        size_t size = fold_at(line, room);
        buffer_append(out, span_slice(line, 0, size));
        buffer_append_string(out, "\r\n");
        line = span_slice(line, size, line.size);
        if (!line.size)
            return;
        buffer_append_byte(out, ' ');
    }
}

static struct span escaped(const struct query *query, struct span text)
{
    char *bytes = ARENA_NEW(query->arena, char, text.size * 2 + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '\r' || ((unsigned char)byte < 0x20 && byte != '\n' && byte != '\t'))
            continue;
        if (byte == '\\' || byte == ';' || byte == ',' || byte == '\n')
            bytes[size++] = '\\';
        bytes[size++] = byte == '\n' ? 'n' : byte;
    }
    return (struct span){bytes, size};
}

static void text_line(const struct query *query, struct buffer *out, const char *name,
                      struct span text)
{
    struct span value = escaped(query, text);
    line_write(out, arena_format(query->arena, "%s:%.*s", name, SPAN_ARGS(value)));
}

/* 20261129T100000Z */
static struct span stamp_of(const struct query *query, int64_t time)
{
    char text[TIME_TEXT];
    char *bytes = ARENA_NEW(query->arena, char, TIME_TEXT);
    size_t size = 0;
    time_write(time, text);
    for (const char *at = text; *at; at++)
        if (*at != '-' && *at != ':')
            bytes[size++] = *at;
    return (struct span){bytes, size};
}

static void day_line(const struct query *query, struct buffer *out, const char *name,
                     struct date day)
{
    line_write(out, arena_format(query->arena, "%s;VALUE=DATE:%04d%02d%02d", name, day.year,
                                 day.month, day.day));
}

static void event_write(const struct query *query, const struct query_reminder *reminder,
                        const struct feed_frame *frame, struct buffer *out)
{
    struct span address = address_of(query, frame, reminder->fact.entity);
    struct span stamp = stamp_of(query, reminder->known_at);
    line_write(out, SPAN("BEGIN:VEVENT"));
    text_line(query, out, "UID", name_of(query, reminder->fact.entity, reminder->property));
    line_write(out, arena_format(query->arena, "DTSTAMP:%.*s", SPAN_ARGS(stamp)));
    day_line(query, out, "DTSTART", reminder->day);
    day_line(query, out, "DTEND", date_add_days(reminder->day, 1));
    text_line(query, out, "SUMMARY", title_of(query, reminder));
    text_line(query, out, "CATEGORIES", reminder->label);
    line_write(out, SPAN("TRANSP:TRANSPARENT"));
    if (address.size)
        line_write(out, arena_format(query->arena, "URL:%.*s", SPAN_ARGS(address)));
    line_write(out, SPAN("END:VEVENT"));
}

void feed_calendar_write(const struct query *query, const struct query_reminders *reminders,
                         const struct feed_frame *frame, struct buffer *out)
{
    line_write(out, SPAN("BEGIN:VCALENDAR"));
    line_write(out, SPAN("VERSION:2.0"));
    line_write(out, SPAN("PRODID:-//Uzel//Uzel//RU"));
    line_write(out, SPAN("CALSCALE:GREGORIAN"));
    text_line(query, out, "X-WR-CALNAME",
              TEXT_OF(query, "export.feed.title", "registry", zero_ended(query, query->registry)));
    for (size_t i = 0; i < reminders->days.count; i++)
        event_write(query, &reminders->days.items[i], frame, out);
    line_write(out, SPAN("END:VCALENDAR"));
}

/* ---- Atom ---- */

static void element(struct xml *xml, const char *name, struct span text)
{
    xml_begin(xml, name);
    xml_text(xml, text);
    xml_end(xml);
}

static void entry_begin(const struct query *query, struct xml *xml, struct span name,
                        struct span title, struct span updated, struct span address)
{
    xml_begin(xml, "entry");
    element(xml, "id", arena_format(query->arena, "tag:uzel,2026:%.*s", SPAN_ARGS(name)));
    element(xml, "title", title);
    element(xml, "updated", updated);
    if (!address.size)
        return;
    xml_begin(xml, "link");
    xml_attribute(xml, "rel", SPAN("alternate"));
    xml_attribute(xml, "href", address);
    xml_end(xml);
}

static struct span moment(const struct query *query, int64_t time)
{
    char text[TIME_TEXT];
    return arena_copy(query->arena, span_of(time_write(time, text)));
}

static void day_entry(const struct query *query, const struct query_reminder *reminder,
                      const struct feed_frame *frame, struct xml *xml)
{
    char day[DATE_TEXT];
    entry_begin(query, xml, name_of(query, reminder->fact.entity, reminder->property),
                title_of(query, reminder), moment(query, reminder->known_at),
                address_of(query, frame, reminder->fact.entity));
    element(xml, "content", span_of(date_write(reminder->day, day)));
    xml_end(xml);
}

static struct span author_of(const struct query_comment *note)
{
    struct span prefix = SPAN("user:");
    return note->shown.size ? note->shown
                            : span_slice(note->author, prefix.size, note->author.size);
}

static void note_entry(const struct query *query, const struct query_comment *note,
                       const struct feed_frame *frame, struct xml *xml)
{
    struct span number = arena_format(query->arena, "comment-%zu", note->number);
    struct span title =
        TEXT_OF(query, note->mention ? "export.feed.mention" : "export.feed.answer", "author",
                zero_ended(query, author_of(note)), "fact", zero_ended(query, note->on));
    entry_begin(query, xml, name_of(query, number, SPAN("note")), title, note->made_at,
                note_address(query, frame, note));
    xml_begin(xml, "author");
    element(xml, "name", author_of(note));
    xml_end(xml);
    if (!note->parties)
        element(xml, "content", note->words);
    xml_end(xml);
}

/* When something of it changed last; of an empty feed the beginning of the day. */
static struct span updated_of(const struct query *query, const struct query_reminders *reminders)
{
    struct span last = SPAN("");
    char day[DATE_TEXT];
    for (size_t i = 0; i < reminders->days.count; i++) {
        struct span at = moment(query, reminders->days.items[i].known_at);
        last = span_compare(at, last) > 0 ? at : last;
    }
    for (size_t i = 0; i < reminders->notes.count; i++)
        if (span_compare(reminders->notes.items[i].made_at, last) > 0)
            last = reminders->notes.items[i].made_at;
    return last.size ? last
                     : arena_format(query->arena, "%sT00:00:00Z", date_write(query->today, day));
}

void feed_atom_write(const struct query *query, const struct query_reminders *reminders,
                     const struct feed_frame *frame, struct buffer *out)
{
    struct xml xml;
    struct span registry = query->registry;
    xml_init(&xml, out);
    xml_begin(&xml, "feed");
    xml_attribute(&xml, "xmlns", SPAN("http://www.w3.org/2005/Atom"));
    element(&xml, "id",
            arena_format(query->arena, "tag:uzel,2026:%.*s",
                         SPAN_ARGS(name_of(query, SPAN("reminders"), SPAN("feed")))));
    element(&xml, "title",
            TEXT_OF(query, "export.feed.title", "registry", zero_ended(query, registry)));
    element(&xml, "updated", updated_of(query, reminders));
    xml_begin(&xml, "author");
    element(&xml, "name", SPAN("Uzel"));
    xml_end(&xml);
    for (size_t i = 0; i < reminders->notes.count; i++)
        note_entry(query, &reminders->notes.items[i], frame, &xml);
    for (size_t i = 0; i < reminders->days.count; i++)
        day_entry(query, &reminders->days.items[i], frame, &xml);
    xml_end(&xml);
}
