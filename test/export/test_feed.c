/* Reminders as iCalendar and Atom. */
#include "feed.h"

#include "../query/world.h"

void add_feed(Suite *suite);

static struct world world;
static struct buffer written;

static void setup(void)
{
    world_init_empty(&world);
    buffer_init(&written, 1 << 20);
    world.query.registry = SPAN("мой реестр.uzel");
}

static void teardown(void)
{
    buffer_release(&written);
    world_release(&world);
}

static struct query_reminder reminder_of(const char *name)
{
    return (struct query_reminder){.kind = REMINDER_ENDING,
                                   .label = SPAN("Окончание"),
                                   .fact = {.text = span_of(name), .entity = SPAN("ru-1")},
                                   .property = SPAN("until"),
                                   .property_label = SPAN("Действует до"),
                                   .day = {2018, 2, 28},
                                   .known_at = 1000000};
}

static void calendar_write(struct query_reminder *reminder)
{
    struct query_reminders reminders = {.days = {reminder, 1, 1}};
    const struct feed_frame frame = {.origin = SPAN("http://127.0.0.1:8080")};
    buffer_clear(&written);
    feed_calendar_write(&world.query, &reminders, &frame, &written);
}

static bool has(const char *text)
{
    return span_find(buffer_span(&written), span_of(text), 0) != SIZE_MAX;
}

/* Unfolds what was written; fails where a line is too long, cut within a character, or ends else
 * than by CR LF. */
static void unfold(void)
{
    struct span text = arena_copy(&world.fixture.arena, buffer_span(&written));
    buffer_clear(&written);
    for (size_t at = 0; at < text.size;) {
        size_t end = span_find(text, SPAN("\r\n"), at);
        ck_assert_uint_ne(end, SIZE_MAX);
        struct span line = span_slice(text, at, end);
        ck_assert_uint_le(line.size, 75);
        ck_assert_uint_eq(span_find(line, SPAN("\n"), 0), SIZE_MAX);
        bool folded = line.size && line.data[0] == ' ';
        ck_assert(line.size <= folded || ((unsigned char)line.data[folded] & 0xC0) != 0x80);
        if (at && !folded)
            buffer_append_byte(&written, '\n');
        buffer_append(&written, span_slice(line, folded, line.size));
        at = end + 2;
    }
}

START_TEST(lines_are_folded_and_texts_escaped)
{
    struct query_reminder reminder = reminder_of(
        "Соглашение; о чём-то, что\\не\nкончится и поэтому называется очень длинно и подробно");
    calendar_write(&reminder);
    unfold();
    ck_assert(has("\nSUMMARY:Окончание: Соглашение\\; о чём-то\\, что\\\\не\\nкончится и поэтому "
                  "называется очень длинно и подробно (Действует до)\n"));
    ck_assert(has("\nDTSTART;VALUE=DATE:20180228\nDTEND;VALUE=DATE:20180301\n"));
    ck_assert(has("\nDTSTAMP:19700101T001640Z\n"));
    ck_assert(has("\nURL:http://127.0.0.1:8080/entities/ru-1\n"));
    ck_assert(has("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:"));
}
END_TEST

/* Whatever the length of a text, a line is cut between characters. */
START_TEST(no_character_is_cut)
{
    char name[200] = "";
    for (size_t size = 0; size < 90; size++) {
        memset(name, 'a', size);
        memcpy(name + size, "ёё€€𐍈𐍈", sizeof "ёё€€𐍈𐍈");
        struct query_reminder reminder = reminder_of(name);
        calendar_write(&reminder);
        unfold();
        ck_assert(has(name));
    }
}
END_TEST

START_TEST(what_names_a_day_is_always_the_same)
{
    struct query_reminder reminder = reminder_of("Соглашение");
    calendar_write(&reminder);
    struct span first = arena_copy(&world.fixture.arena, buffer_span(&written));
    calendar_write(&reminder);
    ck_assert(span_equal(first, buffer_span(&written)));
    unfold();
    ck_assert(has("\nUID:ru-1-until@"));
    reminder.day = (struct date){2019, 1, 1};
    calendar_write(&reminder);
    ck_assert(has("UID:ru-1-until@"));
}
END_TEST

START_TEST(a_web_feed_tells_of_messages_between_parties_without_their_words)
{
    struct query_comment notes[] = {
        {.number = 1,
         .author = SPAN("user:olga"),
         .words = SPAN("Для <всех>"),
         .made_at = SPAN("2026-11-29T10:00:00Z"),
         .entity = SPAN("ru-1"),
         .on = SPAN("А & Б"),
         .mention = true},
        {.number = 2,
         .author = SPAN("user:olga"),
         .words = SPAN("Тайна"),
         .made_at = SPAN("2026-11-29T11:00:00Z"),
         .entity = SPAN("ru-1"),
         .on = SPAN("А & Б"),
         .parties = true},
    };
    struct query_reminder reminder = reminder_of("Соглашение");
    struct query_reminders reminders = {.days = {&reminder, 1, 1}, .notes = {notes, 2, 2}};
    const struct feed_frame frame = {.origin = SPAN("")};
    feed_atom_write(&world.query, &reminders, &frame, &written);
    ck_assert(has("<content>Для &lt;всех&gt;</content>"));
    ck_assert(has("Вас упоминает olga: А &amp; Б"));
    ck_assert(has("Вам отвечает olga"));
    ck_assert(!has("Тайна"));
    ck_assert(has("<updated>2026-11-29T11:00:00Z</updated><author><name>Uzel"));
    ck_assert(!has("<link"));
}
END_TEST

START_TEST(a_web_feed_leads_to_where_something_was_written)
{
    struct query_comment notes[] = {
        {.number = 1, .made_at = SPAN("2026-11-29T10:00:00Z"), .entity = SPAN("ru-1")},
        {.number = 2, .made_at = SPAN("2026-11-29T10:00:00Z"), .report = SPAN("отчёт 1")},
    };
    struct query_reminders reminders = {.notes = {notes, 2, 2}};
    const struct feed_frame frame = {.origin = SPAN("https://uzel.example")};
    feed_atom_write(&world.query, &reminders, &frame, &written);
    ck_assert(has("href=\"https://uzel.example/entities/ru-1#comment-1\""));
    ck_assert(
        has("href=\"https://uzel.example/reports/%D0%BE%D1%82%D1%87%D1%91%D1%82%201#comment-2\""));
}
END_TEST

void add_feed(Suite *suite)
{
    TCase *tests = tcase_create("feed");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, lines_are_folded_and_texts_escaped);
    tcase_add_test(tests, no_character_is_cut);
    tcase_add_test(tests, what_names_a_day_is_always_the_same);
    tcase_add_test(tests, a_web_feed_tells_of_messages_between_parties_without_their_words);
    tcase_add_test(tests, a_web_feed_leads_to_where_something_was_written);
    suite_add_tcase(suite, tests);
}
