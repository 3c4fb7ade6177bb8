/* Precision, recall and F1; labels of gold spans. */
#include "measure.h"

#include "sample.h"
#include "suite.h"

void add_measure(Suite *suite);

/* A document of ten tokens a word of one letter each, in one sentence. */
struct world {
    struct arena arena;
    struct corpus corpus;
    struct lessons lessons;
    struct token tokens[10];
    struct sentence sentences[2];
    struct gold_span spans[8];
    struct document *document;
};

static void world_init(struct world *world, enum document_role role)
{
    *world = (struct world){0};
    arena_init(&world->arena, 1 << 22);
    corpus_init(&world->corpus, &world->arena, NULL);
    world->sentences[0] = (struct sentence){.first = 0, .count = 6};
    world->sentences[1] = (struct sentence){.first = 6, .count = 4};
    for (uint32_t i = 0; i < 10; i++)
        world->tokens[i] = (struct token){.start = 2 * i, .end = 2 * i + 1};
    world->document = ARRAY_PUSH(&world->arena, &world->corpus.documents);
    *world->document = (struct document){.role = role,
                                         .report = {.text = SPAN("a b c d e f g h i j")},
                                         .tokens = {.items = world->tokens,
                                                    .count = 10,
                                                    .sentences = world->sentences,
                                                    .sentence_count = 2},
                                         .spans = world->spans};
}

static void gold_put(struct world *world, const char *type, uint32_t first, uint32_t last,
                     bool broken)
{
    world->spans[world->document->span_count++] =
        (struct gold_span){.first = first,
                           .last = last,
                           .type = corpus_type(&world->corpus, span_of(type)),
                           .broken = broken};
}

static void check_row(const struct measure *measure, const char *type, size_t right,
                      size_t spurious, size_t missed)
{
    for (size_t i = 0; i < measure->rows.count; i++) {
        const struct measure_row *row = &measure->rows.items[i];
        if (!span_equal(row->type, span_of(type)))
            continue;
        ck_assert_uint_eq(row->right, right);
        ck_assert_uint_eq(row->spurious, spurious);
        ck_assert_uint_eq(row->missed, missed);
        return;
    }
    ck_abort_msg("no row %s", type);
}

START_TEST(measures_names_by_tokens)
{
    struct world world;
    struct measure measure;
    world_init(&world, DOCUMENT_NAMES);
    gold_put(&world, "PER", 0, 2, false);
    gold_put(&world, "LOC", 4, 4, false);
    gold_put(&world, "ORG", 5, 6, false); /* crosses the end of a sentence: left out */
    gold_put(&world, "TREE", 8, 8, false);
    ck_assert(lessons_init(&world.lessons, &world.corpus, NULL));
    ck_assert_uint_eq(world.lessons.left_out, 2);
    struct found found[] = {{0, 1, 0}, {4, 4, 2}};
    struct found_spans spans = {found, 2, 2};
    measure_init(&measure, &world.arena);
    measure_add(&measure, &world.corpus, &world.lessons, 0, &spans);
    check_row(&measure, "PER", 2, 0, 1);
    check_row(&measure, "LOC", 0, 0, 1);
    check_row(&measure, "ORG", 0, 1, 0);
    ck_assert_uint_eq(measure.faults.count, 4);
    struct figures figures = figures_of(&measure.rows.items[0]);
    ck_assert_double_eq_tol(figures.precision, 1, 1e-9);
    ck_assert_double_eq_tol(figures.recall, 2.0 / 3, 1e-9);
    ck_assert_double_eq_tol(figures.f1, 0.8, 1e-9);
    arena_release(&world.arena);
}
END_TEST

START_TEST(measures_types_by_spans)
{
    struct world world;
    struct measure measure;
    world_init(&world, DOCUMENT_TYPES);
    gold_put(&world, "TREE", 0, 3, false);
    gold_put(&world, "TREE", 1, 2, false);
    gold_put(&world, "TREE", 1, 2, false);
    gold_put(&world, "BUSH", 5, 5, true); /* in fragments */
    gold_put(&world, "BUSH", UINT32_MAX, UINT32_MAX, false);
    ck_assert(lessons_init(&world.lessons, &world.corpus, NULL));
    ck_assert_uint_eq(world.lessons.layer_count, 1);
    uint32_t tree = corpus_type(&world.corpus, SPAN("TREE"));
    uint32_t bush = corpus_type(&world.corpus, SPAN("BUSH"));
    struct found found[] = {{1, 2, tree}, {1, 2, tree}, {5, 5, bush}, {6, 6, bush}};
    struct found_spans spans = {found, 4, 4};
    measure_init(&measure, &world.arena);
    measure_add(&measure, &world.corpus, &world.lessons, 0, &spans);
    check_row(&measure, "TREE", 1, 0, 1);
    check_row(&measure, "BUSH", 0, 1, 1);
    struct measure_row total = measure_total(&measure);
    ck_assert_uint_eq(total.right, 1);
    ck_assert_uint_eq(total.spurious, 1);
    ck_assert_uint_eq(total.missed, 2);
    ck_assert_uint_eq(measure.faults.count, 2);
    arena_release(&world.arena);
}
END_TEST

START_TEST(labels_two_levels)
{
    struct world world;
    world_init(&world, DOCUMENT_TYPES);
    gold_put(&world, "TREE", 0, 3, false);
    gold_put(&world, "TREE", 1, 2, false);
    struct gold_span many[128];
    for (size_t i = 0; i < 128; i++)
        many[i] = world.spans[i % 2];
    world.document->spans = many;
    world.document->span_count = 128;
    ck_assert(lessons_init(&world.lessons, &world.corpus, NULL));
    ck_assert_uint_eq(world.lessons.layer_count, 2);
    static const uint8_t outer[] = {1, 2, 2, 3, 0, 0, 0, 0, 0, 0}, inner[10] = {0, 1, 3};
    ck_assert_mem_eq(world.lessons.items[0].types, outer, sizeof outer);
    ck_assert_mem_eq(world.lessons.items[0].types + 10, inner, sizeof inner);
    arena_release(&world.arena);
}
END_TEST

void add_measure(Suite *suite)
{
    SUITE_ADD(suite, measures_names_by_tokens);
    SUITE_ADD(suite, measures_types_by_spans);
    SUITE_ADD(suite, labels_two_levels);
}
