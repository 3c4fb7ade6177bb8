/* Renamings that a report tells: «ООО «Восток» (до 2012 года — «Запад»)», «завод «Искра»
 * переименован в «Сигнал»». Between the two names stand words that say so, and no others. */
#include <string.h>

#include "context.h"
#include "name_lists.h"
#include "utf8.h"

enum { BETWEEN_MOST = 96 /* bytes between the two names */ };

/* What a word between the names says. */
enum cue {
    CUE_NONE,  /* anything: then nothing is told */
    CUE_FILL,  /* «года», «с», a number */
    CUE_TELLS, /* «ранее», «до»: tells it behind a bracket */
    CUE_SURE   /* «переименован», «бывший» */
};

static enum cue cue_of(struct span word)
{
    static const struct {
        struct span begin;
        enum cue cue;
    } cues[] = {
        {{"переименован", 24}, CUE_SURE}, {{"бывш", 8}, CUE_SURE},     {{"прежн", 10}, CUE_SURE},
        {{"ранее", 10}, CUE_TELLS},       {{"прежде", 12}, CUE_TELLS}, {{"ныне", 8}, CUE_TELLS},
        {{"теперь", 12}, CUE_TELLS},      {{"сейчас", 12}, CUE_TELLS},
    };
    static const struct span fills[] = {{"до", 4},   {"с", 2},         {"г", 2},   {"года", 8},
                                        {"году", 8}, {"название", 16}, {"в", 2},   {"был", 6},
                                        {"была", 8}, {"было", 8},      {"оао", 6}, {"ооо", 6},
                                        {"зао", 6},  {"ао", 4},        {"пао", 6}};
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (span_starts_with(word, cues[i].begin))
            return cues[i].cue;
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++)
        if (span_equal(word, fills[i]))
            return span_equal(word, SPAN("до")) ? CUE_TELLS : CUE_FILL;
    return CUE_NONE;
}

/* The words of the text between two names, one after another. */
static struct span next_word(struct span text, size_t *offset)
{
    size_t start = *offset;
    while (start < text.size) {
        size_t next = start;
        uint32_t letter = utf8_next(text, &next);
        if (code_point_is_letter(letter))
            break;
        start = next;
    }
    size_t end = start;
    while (end < text.size) {
        size_t next = end;
        if (!code_point_is_letter(utf8_next(text, &next)))
            break;
        end = next;
    }
    *offset = end;
    return span_slice(text, start, end);
}

static bool between_tells(struct span between, struct arena *arena)
{
    struct span text = span_trim(shape_fold(between, arena));
    bool bracket = text.size && text.data[0] == '(', tells = false;
    if (!text.size || memchr(text.data, '\n', text.size) || memchr(text.data, ')', text.size) ||
        text.size > BETWEEN_MOST)
        return false;
    for (size_t offset = 0; offset < text.size;) {
        struct span word = next_word(text, &offset);
        if (!word.size)
            break;
        enum cue cue = cue_of(word);
        if (cue == CUE_NONE)
            return false;
        tells |= cue == CUE_SURE || (cue == CUE_TELLS && bracket);
    }
    return tells;
}

/* The thing that a mention names, where that is a body or the like; index plus 1, or 0. */
static uint32_t body_of(const struct resolve_work *work, const struct mention *mention)
{
    uint32_t entity = mention->entity;
    if (mention->by_reference || entity < 1 || entity > work->reading->entity_count)
        return 0;
    uint32_t source = work->source_of_entity[entity - 1];
    if (!source || source > work->thing_count)
        return 0;
    enum name_group group = name_group_of(work->sources[source - 1].kind);
    return group == GROUP_ORGANIZATION || group == GROUP_OTHER ? source : 0;
}

void renamings_find(struct resolve_work *work)
{
    const struct mention *before = NULL;
    uint32_t before_body = 0;
    struct span text = work->reading->report->text;
    for (size_t i = 0; i < work->reading->mention_count; i++) {
        const struct mention *mention = &work->reading->mentions[i];
        uint32_t body = body_of(work, mention);
        if (!body)
            continue;
        if (before && before_body != body && mention->range.start > before->range.end &&
            mention->range.start - before->range.end < BETWEEN_MOST &&
            work->sources[body - 1].kind->is_fact == work->sources[before_body - 1].kind->is_fact &&
            between_tells(span_slice(text, before->range.end, mention->range.start), work->arena)) {
            uint32_t first = body < before_body ? body : before_body;
            uint32_t second = body < before_body ? before_body : body;
            if (!work->contexts[first - 1].renamed)
                work->contexts[second - 1].renamed = first;
        }
        before = mention;
        before_body = body;
    }
}
