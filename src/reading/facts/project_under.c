/* Which agreement a project comes from: the one of which it is a subject, on whose paper it is said
 * to be, beside which it is told. */
#include "project_under.h"

#include "clause.h"
#include "topic.h"

enum {
    PAPER_REACH = 12, /* sentences from an agreement to «по нему» */
    PARTY_REACH = 3,  /* sentences from an agreement to what a party of it does */
    SAID_REACH = 4,   /* sentences from a project to «проект реализуется по соглашению» */
    WAY_REACH = 3,    /* words from «в рамках» to «соглашения» */
    PAPERS_MOST = 64  /* agreements around a project */
};

#define NO_SENTENCE UINT32_MAX

/* How well an agreement fits as what a project comes from. */
enum rank { RANK_NONE, RANK_NEWS, RANK_BESIDE, RANK_REFERRED, RANK_SUBJECT };

/* An agreement around a project, the last sentence up to the project that speaks of it, and the
 * first behind. */
struct paper {
    uint32_t draft;
    uint32_t told; /* NO_SENTENCE for none */
    uint32_t ahead;
};

struct papers {
    struct paper items[PAPERS_MOST];
    size_t count;
};

static bool is_claim_of(const struct claim *claim, const char *property)
{
    return span_equal(claim->property->name, span_of(property));
}

static bool is_agreement(const struct draft *draft)
{
    return draft_is(draft, "agreement") && !draft->dropped && !draft->extends;
}

/* The draft that stands for another: the one that it was joined into. */
static const struct draft *root_of(const struct facts *facts, const struct draft *draft)
{
    enum { STEPS = 16 };
    for (int i = 0; i < STEPS && draft->into; i++)
        draft = &facts->drafts.items[draft->into - 1];
    return draft;
}

/* Notes that a sentence, up to the project's or behind it, speaks of an agreement. */
static void paper_tell(struct papers *papers, uint32_t draft, uint32_t sentence, uint32_t project)
{
    struct paper *paper = NULL;
    for (size_t i = 0; i < papers->count; i++)
        if (papers->items[i].draft == draft)
            paper = &papers->items[i];
    if (!paper && papers->count == PAPERS_MOST)
        return;
    if (!paper) {
        paper = &papers->items[papers->count++];
        *paper = (struct paper){draft, NO_SENTENCE, NO_SENTENCE};
    }
    if (sentence > project && sentence < paper->ahead)
        paper->ahead = sentence;
    if (sentence <= project && (paper->told == NO_SENTENCE || paper->told < sentence))
        paper->told = sentence;
}

/* The agreements that the sentences around a project tell of. */
static void papers_around(const struct facts *facts, uint32_t sentence, struct papers *papers)
{
    struct draft_range around = drafts_around(facts, sentence, PAPER_REACH, SAID_REACH);
    papers->count = 0;
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        const struct draft *root = root_of(facts, draft);
        if (draft_is(draft, "agreement") && is_agreement(root))
            paper_tell(papers, (uint32_t)(root - facts->drafts.items), draft->sentence, sentence);
    }
}

static bool has_executor_of(const struct facts *facts, const struct draft *project,
                            const struct draft *agreement)
{
    for (size_t i = 0; i < project->claims.count; i++)
        for (size_t j = 0; j < agreement->claims.count; j++) {
            const struct claim *a = &project->claims.items[i], *b = &agreement->claims.items[j];
            if (is_claim_of(a, "executors") && is_claim_of(b, "parties") &&
                a->value.type == VALUE_ENTITY && b->value.type == VALUE_ENTITY &&
                same_party(facts, a->value.entity, b->value.entity))
                return true;
        }
    return false;
}

static struct span what_text(const struct facts *facts, const struct draft *draft)
{
    const struct claim *what = draft_claim(draft, "what");
    if (!what)
        return SPAN("");
    return what->value.type == VALUE_ENTITY ? entity_name(facts->reading, what->value.entity)
                                            : what->value.text;
}

static bool is_subject_of(const struct facts *facts, const struct draft *project,
                          const struct draft *agreement)
{
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (is_claim_of(claim, "subjects") && claim->value.type == VALUE_TEXT &&
            texts_alike(claim->value.text, what_text(facts, project)))
            return true;
    }
    return false;
}

/* Whether a word is a document's, or points at one. */
static bool is_paper_word(const struct facts *facts, uint32_t token)
{
    static const char *const others[] = {"нему", "ней", "ним", "карты", "карте", "картой"};
    return IS_ONE_OF(facts->reading->tokens.items[token].folded, others) ||
           facts_token_is_of(facts, "paper", token);
}

/* Whether a sentence says on whose paper something is done: «в рамках соглашения», «по условиям
 * документа», «во исполнение дорожной карты». */
static bool refers_to_paper(const struct facts *facts, uint32_t sentence)
{
    static const char *const ways[] = {"по", "согласно", "рамках", "исполнение", "условиям",
                                       "соответствии"};
    /* «Это прописано в договоре», «предусмотрено соглашением» */
    static const char *const said[] = {"предусмотрен", "закреплен", "прописан",
                                       "зафиксирован", "обозначен", "содержится"};
    const struct tokens *tokens = &facts->reading->tokens;
    const struct sentence *found = &tokens->sentences[sentence];
    uint32_t end = found->first + found->count;
    for (uint32_t i = found->first; i < end; i++) {
        bool way = IS_ONE_OF(tokens->items[i].folded, ways);
        for (size_t j = 0; j < sizeof said / sizeof *said; j++)
            way |= span_starts_with(tokens->items[i].folded, span_of(said[j]));
        if (!way)
            continue;
        for (uint32_t j = i + 1; j < end && j <= i + WAY_REACH; j++)
            if (is_paper_word(facts, j))
                return true;
    }
    return false;
}

/* Whether a sentence speaks of a project that was told before. */
static bool speaks_on(const struct facts *facts, uint32_t sentence)
{
    const struct sentence *found = &facts->reading->tokens.sentences[sentence];
    for (uint32_t i = found->first; i < found->first + found->count; i++)
        if (facts_token_is_of(facts, "works", i) || facts_token_is_of(facts, "spoken-of", i))
            return true;
    return false;
}

/* The sentence that says on whose paper a project is: its own, or one soon behind it, before the
 * next project; NO_SENTENCE where none does. */
static uint32_t referring_sentence(const struct facts *facts, const struct draft *project)
{
    if (refers_to_paper(facts, project->sentence))
        return project->sentence;
    struct draft_range behind = drafts_around(facts, project->sentence, 0, SAID_REACH);
    uint32_t limit = project->sentence + SAID_REACH;
    for (size_t i = behind.low; i < behind.high; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        const struct draft *root = root_of(facts, draft);
        if (!draft_is(draft, "project"))
            continue;
        if (root == project && refers_to_paper(facts, draft->sentence))
            return draft->sentence;
        if (root != project && !root->dropped && draft->sentence > project->sentence &&
            draft->sentence <= limit)
            limit = draft->sentence - 1;
    }
    for (uint32_t s = project->sentence + 1;
         s <= limit && s < facts->reading->tokens.sentence_count; s++)
        if (speaks_on(facts, s) && refers_to_paper(facts, s))
            return s;
    return NO_SENTENCE;
}

static bool is_completed(const struct draft *draft)
{
    const struct claim *stage = draft_claim(draft, "stage");
    return stage && span_equal(stage->value.choice->code, SPAN("completed"));
}

/* «Так, …», «кроме того, …», «на первом этапе …»: goes on with what was agreed. */
static bool goes_on(const struct facts *facts, uint32_t sentence)
{
    enum { WORDS = 4 };
    static const char *const words[] = {
        "так",      "кроме",    "также",    "первый",   "первым",     "первая",    "первые",
        "этапе",    "например", "частности", "еще",      "стороны",    "партнеры",  "этого",
        "совместно", "ближайшее", "ближайшие", "очередь", "отдельно",   "планируется", "предполагается"};
    const struct sentence *found = &facts->reading->tokens.sentences[sentence];
    for (uint32_t i = found->first; i < found->first + found->count && i < found->first + WORDS;
         i++)
        if (IS_ONE_OF(facts->reading->tokens.items[i].folded, words))
            return true;
    return false;
}

static enum rank rank_beside(const struct facts *facts, const struct draft *project,
                             const struct paper *paper)
{
    const struct draft *agreement = &facts->drafts.items[paper->draft];
    const struct sentence *sentences = facts->reading->tokens.sentences;
    if (paper->told == NO_SENTENCE)
        return RANK_NONE;
    if (paper->told == project->sentence)
        return RANK_BESIDE;
    if (paper->told + PARTY_REACH < project->sentence || is_completed(project))
        return RANK_NONE;
    bool same = sentences[paper->told].block == sentences[project->sentence].block;
    bool party = has_executor_of(facts, project, agreement);
    bool open = !draft_claim(project, "executors");
    bool on = goes_on(facts, project->sentence);
    if (same && (party || open || on))
        return RANK_BESIDE;
    return !same && on && (party || open) ? RANK_NEWS : RANK_NONE;
}

static enum rank rank_of(const struct facts *facts, const struct draft *project,
                         const struct paper *paper, uint32_t referring)
{
    if (is_subject_of(facts, project, &facts->drafts.items[paper->draft]))
        return RANK_SUBJECT;
    if (referring != NO_SENTENCE && (paper->told != NO_SENTENCE || paper->ahead <= referring))
        return RANK_REFERRED;
    return rank_beside(facts, project, paper);
}

void project_under(struct facts *facts, struct draft *project, const struct agreement_list *all)
{
    struct papers papers;
    if (draft_claim(project, "under"))
        return;
    papers_around(facts, project->sentence, &papers);
    size_t low = all->count > PAPERS_MOST ? all->count - PAPERS_MOST : 0;
    for (size_t i = low; i < all->count; i++)
        if (is_subject_of(facts, project, &facts->drafts.items[all->items[i]]))
            paper_tell(&papers, all->items[i], facts->drafts.items[all->items[i]].sentence,
                       project->sentence);
    uint32_t referring = papers.count ? referring_sentence(facts, project) : NO_SENTENCE;
    const struct paper *found = NULL;
    enum rank best = RANK_NONE;
    for (size_t i = 0; i < papers.count; i++) {
        enum rank rank = rank_of(facts, project, &papers.items[i], referring);
        bool later = found && papers.items[i].told != NO_SENTENCE &&
                     (found->told == NO_SENTENCE || papers.items[i].told >= found->told);
        if (rank > best || (rank && rank == best && later)) {
            best = rank;
            found = &papers.items[i];
        }
    }
    if (!found)
        return;
    const struct draft *agreement = &facts->drafts.items[found->draft];
    draft_add(facts, project, draft_property(project, "under"),
              (struct value){.type = VALUE_FACT, .fact = found->draft + 1},
              tokens_range(facts->reading, agreement->first, agreement->end));
}
