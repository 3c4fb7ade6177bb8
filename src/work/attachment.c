/* Files that are attached to comments for parties. */
#include <stdio.h>

#include "change.h"
#include "comment.h"
#include "utf8.h"

static bool fail(const char *key, const char *name, int64_t number, struct error *error)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    return error_add(error, key, name, text, NULL);
}

/* ---- what a file is ---- */

/* Beginnings of files, and how many bytes they have. What a browser would run when it is opened
 * (HTML, SVG, scripts) is none of these and goes as mere bytes. */
static const struct {
    const char *bytes;
    size_t size;
    const char *type;
} beginnings[] = {
    {"%PDF-", 5, "application/pdf"},
    {"\x89PNG\r\n\x1A\n", 8, "image/png"},
    {"\xFF\xD8\xFF", 3, "image/jpeg"},
    {"GIF87a", 6, "image/gif"},
    {"GIF89a", 6, "image/gif"},
    {"II*\0", 4, "image/tiff"},
    {"MM\0*", 4, "image/tiff"},
    {"{\\rtf", 5, "application/rtf"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "application/x-ole-storage"},
    {"7z\xBC\xAF\x27\x1C", 6, "application/x-7z-compressed"},
    {"Rar!\x1A\x07", 6, "application/vnd.rar"},
};

/* What stands in the first member of a ZIP archive, near its beginning. */
static const struct {
    const char *text;
    const char *type;
} archives[] = {
    {"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"},
    {"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
     "application/vnd.oasis.opendocument.spreadsheet"},
    {"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
};

static const char *archive_type(struct span bytes)
{
    for (size_t i = 0; i < sizeof archives / sizeof *archives; i++)
        if (span_find(bytes, span_of(archives[i].text), 0) != SIZE_MAX)
            return archives[i].type;
    return "application/zip";
}

static bool is_text(struct span bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        if (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t')
            return false;
    }
    return utf8_check(bytes) == bytes.size;
}

const char *attachment_type(struct span bytes)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (span_starts_with(bytes, (struct span){beginnings[i].bytes, beginnings[i].size}))
            return beginnings[i].type;
    if (span_starts_with(bytes, (struct span){"PK\x03\x04", 4}))
        return archive_type(bytes);
    return is_text(bytes) ? "text/plain" : "application/octet-stream";
}

/* ---- adding one ---- */

/* The name that a file had, without its folders: one line for people. */
static bool name_take(const struct work *work, struct span given, struct span *name,
                      struct error *error)
{
    size_t start = 0;
    bool fine = true;
    for (size_t i = 0; i < given.size; i++)
        if (given.data[i] == '/' || given.data[i] == '\\')
            start = i + 1;
    *name = arena_copy(work->arena, span_trim(span_slice(given, start, given.size)));
    for (size_t i = 0; i < name->size && fine; i++)
        fine = (unsigned char)name->data[i] >= 0x20 && name->data[i] != 0x7F;
    fine = fine && name->size && utf8_count(*name) <= ATTACHMENT_NAME_MOST &&
           !span_equal(*name, SPAN(".")) && !span_equal(*name, SPAN(".."));
    return fine || error_add(error, "work.file_name", NULL);
}

static bool comment_take(const struct work *work, const struct work_commenter *who, int64_t number,
                         struct error *error)
{
    struct stored_comment comment;
    struct stored_attachments files;
    bool found, is = false;
    if (!store_comment(work->store, number, work->arena, &comment, &found, error) ||
        (found && !work_comment_is_for(work, &comment, who->organization, &is, error)))
        return false;
    if (!is)
        return fail("work.unknown_comment", "number", number, error);
    if (!span_equal(comment.author, work->author))
        return fail("work.comment_foreign", "number", number, error);
    if (comment.audience != AUDIENCE_PARTIES)
        return error_add(error, "work.file_public", NULL);
    if (comment.state != COMMENT_SHOWN)
        return fail("work.comment_gone", "number", number, error);
    if (!store_attachments(work->store, number, work->arena, &files, error))
        return false;
    return files.count < ATTACHMENTS_MOST ||
           fail("work.file_many", "most", ATTACHMENTS_MOST, error);
}

static bool file_write(const struct work *work, const struct work_commenter *who,
                       struct stored_attachment *file, struct error *error)
{
    struct span object = arena_format(work->arena, "comment %lld", (long long)file->comment);
    return comment_take(work, who, file->comment, error) &&
           store_attachment_add(work->store, file, &file->number, error) &&
           change_note(work, "comment.attach", object, SPAN(""), error);
}

bool work_attachment_add(const struct work *work, const struct work_commenter *who, int64_t number,
                         struct span name, struct span bytes, struct stored_attachment *done,
                         struct error *error)
{
    *done = (struct stored_attachment){.comment = number,
                                       .type = span_of(attachment_type(bytes)),
                                       .size = (int64_t)bytes.size,
                                       .digest = digest_of(bytes),
                                       .bytes = bytes};
    if (!name_take(work, name, &done->name, error))
        return false;
    if (!bytes.size)
        return error_add(error, "work.file_empty", NULL);
    if (bytes.size > ATTACHMENT_MOST)
        return fail("work.file_large", "most", ATTACHMENT_MOST / 1024 / 1024, error);
    return change_begin(work, error) && change_end(work, file_write(work, who, done, error), error);
}
