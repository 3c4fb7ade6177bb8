/* Which agreement a project comes from: the one of which it is a subject, on whose paper it is said
 * to be, beside which it is told. */
#include "project_under.h"

#include "clause.h"
#include "topic.h"

enum {
    PAPER_REACH = 12, /* sentences from an agreement to «по нему» */
    PARTY_REACH = 3,  /* sentences from an agreement to what a party of it does */
    SAID_REACH = 7, /* sentences from a project to «проект реализуется по соглашению» */
    WAY_REACH = 3,   /* words from «в рамках» to «соглашения» */
    PAPERS_MOST = 64 /* agreements around a project */
};

#define NO_SENTENCE UINT32_MAX

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

static bool is_stage(const struct draft *draft, const char *code)
{
    const struct claim *stage = draft_claim(draft, "stage");
    return stage && span_equal(stage->value.choice->code, span_of(code));
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
    static const char *const ways[] = {"по",         "согласно", "рамках",
                                       "исполнение", "условиям", "соответствии"};
    /* «Это прописано в договоре», «предусмотрено соглашением» */
    static const char *const said[] = {"предусмотрен", "закреплен", "прописан",
                                       "зафиксирован", "обозначен", "содержится"};
    static const char *const its[] = {"его", "ее", "их", "этих"};
    static const char *const which[] = {"которого", "которой", "которых", "него", "нее"};
    const struct tokens *tokens = &facts->reading->tokens;
    const struct sentence *found = &tokens->sentences[sentence];
    uint32_t end = found->first + found->count;
    for (uint32_t i = found->first; i < end; i++) {
        bool way = IS_ONE_OF(tokens->items[i].folded, ways);
        for (size_t j = 0; j < sizeof said / sizeof *said; j++)
            way |= span_starts_with(tokens->items[i].folded, span_of(said[j]));
        /* «В его рамках», «в рамках которого» */
        if (span_equal(tokens->items[i].folded, SPAN("рамках")) &&
            ((i > found->first && IS_ONE_OF(tokens->items[i - 1].folded, its)) ||
             (i + 1 < end && IS_ONE_OF(tokens->items[i + 1].folded, which))))
            return true;
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
/* «На эти средства построена школа» */
static bool is_of_funds(const struct facts *facts, const struct draft *project)
{
    static const char *const these[] = {"эти", "этих", "данные"};
    static const char *const funds[] = {"средства", "деньги", "средств", "денег"};
    return topic_says(facts, project, these, sizeof these / sizeof *these) &&
           topic_says(facts, project, funds, sizeof funds / sizeof *funds);
}

/* Whether a project is called one: «проект «Умный город»», of which a report says «проект» all
 * along. */
static bool is_called_project(const struct facts *facts, const struct draft *project)
{
    struct span what = what_text(facts, project);
    return span_starts_with(what, SPAN("проект")) || span_starts_with(what, SPAN("Проект"));
}

static uint32_t referring_far(const struct facts *facts, const struct draft *project)
{
    enum { FAR_REACH = 40 };
    const struct tokens *tokens = &facts->reading->tokens;
    for (uint32_t s = project->sentence + 1;
         s <= project->sentence + FAR_REACH && s < tokens->sentence_count; s++)
        if (span_equal(tokens->items[tokens->sentences[s].first].folded, SPAN("проект")) &&
            refers_to_paper(facts, s))
            return s;
    return NO_SENTENCE;
}

static uint32_t referring_sentence(const struct facts *facts, const struct draft *project)
{
    if (refers_to_paper(facts, project->sentence))
        return project->sentence;
    if (is_stage(project, "considered"))
        return NO_SENTENCE;
    if (project->sentence > 0 && is_of_funds(facts, project) &&
        refers_to_paper(facts, project->sentence - 1))
        return project->sentence;
    if (is_called_project(facts, project))
        return referring_far(facts, project);
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
    return is_stage(draft, "completed");
}

/* «Так, …», «кроме того, …», «на первом этапе …»: goes on with what was agreed. */
static bool goes_on(const struct facts *facts, uint32_t sentence)
{
    enum { WORDS = 5 };
    static const char *const stems[] = {"кроме",     "такж",    "перв",    "этап",     "например",
                                        "частности", "сторон",  "партнер", "совместн", "ближайш",
                                        "очеред",    "отдельн", "помимо",  "пилот"};
    const struct sentence *found = &facts->reading->tokens.sentences[sentence];
    if (span_equal(facts->reading->tokens.items[found->first].folded, SPAN("так")))
        return true;
    for (uint32_t i = found->first; i < found->first + found->count && i < found->first + WORDS;
         i++)
        for (size_t j = 0; j < sizeof stems / sizeof *stems; j++)
            if (span_starts_with(facts->reading->tokens.items[i].folded, span_of(stems[j])))
                return true;
    return false;
}

/* Whether a sentence, or the one that begins its paragraph, goes on. */
static bool paragraph_goes_on(const struct facts *facts, uint32_t sentence)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    if (goes_on(facts, sentence))
        return true;
    for (uint32_t i = 0; i < PARTY_REACH && sentence > 0; i++)
        if (sentences[sentence - 1].block == sentences[sentence].block)
            sentence--;
    return goes_on(facts, sentence);
}

/* «Соответствующее соглашение …» right behind the project. */
static bool says_same(const struct facts *facts, uint32_t sentence)
{
    const struct sentence *found = &facts->reading->tokens.sentences[sentence];
    for (uint32_t i = found->first; i < found->first + found->count; i++)
        if (span_starts_with(facts->reading->tokens.items[i].folded, SPAN("соответствующ")))
            return true;
    return false;
}

static bool is_ahead(const struct facts *facts, const struct draft *project,
                     const struct paper *paper)
{
    const struct draft *agreement = &facts->drafts.items[paper->draft];
    if (paper->ahead == NO_SENTENCE || is_completed(project))
        return false;
    /* What a firm buys by a contract is not the shop that it builds. */
    const struct claim *kind = draft_claim(agreement, "agreement_kind");
    bool contract = kind && span_equal(kind->value.choice->code, SPAN("contract"));
    return paper->ahead == project->sentence + 1 &&
           (says_same(facts, paper->ahead) ||
            (!contract && has_executor_of(facts, project, agreement)));
}

/* Whether an agreement is told beside a project, or goes on to what it does. */
static bool is_beside(const struct facts *facts, const struct draft *project,
                      const struct paper *paper)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    uint32_t own = project->sentence;
    /* What is only thought of was not agreed on. */
    if (is_stage(project, "considered"))
        return paper->told == own;
    if (paper->told == NO_SENTENCE)
        return is_ahead(facts, project, paper);
    if (paper->told == own)
        return true;
    if (is_completed(project) || paper->told + PARTY_REACH < own)
        return false;
    if (sentences[paper->told].block != sentences[own].block)
        return paragraph_goes_on(facts, own);
    return has_executor_of(facts, project, &facts->drafts.items[paper->draft]) ||
           !draft_claim(project, "executors") || goes_on(facts, own);
}

/* The agreement that was told last up to a sentence that refers to one. */
static const struct paper *paper_referred(const struct papers *papers)
{
    const struct paper *found = NULL;
    for (size_t i = 0; i < papers->count; i++)
        if (papers->items[i].told != NO_SENTENCE && (!found || papers->items[i].told > found->told))
            found = &papers->items[i];
    return found;
}

static const struct paper *paper_beside(const struct facts *facts, const struct draft *project,
                                        const struct papers *papers)
{
    const struct paper *found = NULL;
    for (size_t i = 0; i < papers->count; i++) {
        const struct paper *paper = &papers->items[i];
        if (is_beside(facts, project, paper) &&
            (!found || found->told == NO_SENTENCE ||
             (paper->told != NO_SENTENCE && paper->told >= found->told)))
            found = paper;
    }
    return found;
}

/* The last of the agreements of which a project is a subject; NULL. */
static const struct draft *agreement_about(const struct facts *facts, const struct draft *project,
                                           const struct agreement_list *all)
{
    size_t low = all->count > PAPERS_MOST ? all->count - PAPERS_MOST : 0;
    for (size_t i = all->count; i-- > low;)
        if (is_subject_of(facts, project, &facts->drafts.items[all->items[i]]))
            return &facts->drafts.items[all->items[i]];
    return NULL;
}

void project_under(struct facts *facts, struct draft *project, const struct agreement_list *all)
{
    if (draft_claim(project, "under") || all->count == 0)
        return;
    struct papers papers;
    const struct draft *agreement = agreement_about(facts, project, all);
    const struct paper *paper = NULL;
    uint32_t referring = agreement ? NO_SENTENCE : referring_sentence(facts, project);
    if (referring != NO_SENTENCE) {
        papers_around(facts, referring, &papers);
        paper = paper_referred(&papers);
    }
    if (!agreement && !paper) {
        papers_around(facts, project->sentence, &papers);
        paper = paper_beside(facts, project, &papers);
    }
    if (paper)
        agreement = &facts->drafts.items[paper->draft];
    if (agreement)
        draft_add(facts, project, draft_property(project, "under"),
                  (struct value){.type = VALUE_FACT,
                                 .fact = (uint32_t)(agreement - facts->drafts.items) + 1},
                  tokens_range(facts->reading, agreement->first, agreement->end));
}

/* What was told right before in the paragraph, of a project as far as this one. */
void project_under_last(struct facts *facts, struct draft *project, const struct draft *last)
{
    enum { CHAIN = 3 }; /* sentences */
    const struct sentence *sentences = facts->reading->tokens.sentences;
    const struct claim *under = last ? draft_claim(last, "under") : NULL;
    const struct claim *stage = draft_claim(project, "stage");
    const struct claim *other = last ? draft_claim(last, "stage") : NULL;
    if (!under || draft_claim(project, "under") || !stage || !other ||
        stage->value.choice != other->value.choice || last->sentence + CHAIN < project->sentence ||
        sentences[last->sentence].block != sentences[project->sentence].block)
        return;
    draft_add_claim(facts, project, under);
}
