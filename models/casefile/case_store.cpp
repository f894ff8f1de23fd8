// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "casefile/case_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace sendwright {

namespace {

constexpr qint64 kLargest = 64ll << 20;
constexpr int kVersion = 1;
constexpr int kMostItems = 100'000;

QString qs(const std::string& text)
{
    return QString::fromStdString(text);
}

const char* word(Answer::Kind kind)
{
    constexpr const char* kWords[] = {"none", "fine", "problem", "not-applicable"};
    return kWords[static_cast<std::size_t>(kind)];
}

std::optional<Answer::Kind> kindOf(const QString& text)
{
    for (const auto kind : {Answer::Kind::None, Answer::Kind::Fine, Answer::Kind::Problem, Answer::Kind::NotApplicable})
        if (text == QLatin1String(word(kind)))
            return kind;
    return std::nullopt;
}

/// Reads a JSON tree strictly; the first thing that is wrong is kept and ends up in the error sentence.
class Reader
{
public:
    explicit Reader(QDir base) : m_base(std::move(base)) {}

    CaseDocument read(const QJsonObject& root)
    {
        CaseDocument document;
        document.title = text(root, "title");
        document.notes = text(root, "notes");
        document.selectedSession = text(root, "selectedSession");
        document.selectedFinding = text(root, "selectedFinding");
        document.filter = text(root, "filter");
        document.layout = text(root, "layout");
        for (const QJsonValue& item : array(root, "sources"))
            document.sources.push_back(source(object(item, "sources")));
        document.zones = texts(root, "zones");
        document.codePages = texts(root, "codePages");
        document.recoverDeleted = texts(root, "recoverDeleted");
        const QJsonObject answers = object(root.value(QStringLiteral("answers")), "answers");
        for (auto it = answers.begin(); it != answers.end(); ++it)
            document.answers[it.key().toStdString()] = answer(object(it.value(), "answers"));
        return document;
    }

    const QString& error() const { return m_error; }

private:
    void wrong(const char* key, const char* wanted)
    {
        if (m_error.isEmpty())
            m_error = QStringLiteral("\"%1\" is not %2").arg(QString::fromLatin1(key), QString::fromLatin1(wanted));
    }

    std::string text(const QJsonObject& from, const char* key)
    {
        const QJsonValue value = from.value(QLatin1String(key));
        if (!value.isUndefined() && !value.isString())
            wrong(key, "a text");
        return value.toString().toStdString();
    }

    QJsonArray array(const QJsonObject& from, const char* key)
    {
        const QJsonValue value = from.value(QLatin1String(key));
        if ((!value.isUndefined() && !value.isArray()) || value.toArray().size() > kMostItems)
            wrong(key, "a list of bearable length");
        return m_error.isEmpty() ? value.toArray() : QJsonArray();
    }

    QJsonObject object(const QJsonValue& value, const char* key)
    {
        if (!value.isUndefined() && !value.isObject())
            wrong(key, "made of named values");
        return value.toObject();
    }

    std::map<std::string, std::string> texts(const QJsonObject& from, const char* key)
    {
        std::map<std::string, std::string> all;
        const QJsonObject map = object(from.value(QLatin1String(key)), key);
        for (auto it = map.begin(); it != map.end(); ++it) {
            if (!it.value().isString())
                wrong(key, "a list of texts");
            all[it.key().toStdString()] = it.value().toString().toStdString();
        }
        return all;
    }

    CaseSource source(const QJsonObject& from)
    {
        CaseSource source{text(from, "path"), text(from, "sha256"), text(from, "zone"), text(from, "codePage"),
                          text(from, "pasted")};
        if (source.path.empty())
            wrong("path", "given for every source");
        const QString clean = QDir::cleanPath(qs(source.path));
        if (source.pasted.empty() && QDir::isRelativePath(clean) && (clean == u".." || clean.startsWith(u"../")))
            wrong("path", "below the folder of the case");
        if (source.pasted.empty())
            source.path = QDir::cleanPath(m_base.absoluteFilePath(qs(source.path))).toStdString();
        return source;
    }

    Answer answer(const QJsonObject& from)
    {
        Answer answer;
        const auto kind = kindOf(from.value(QStringLiteral("kind")).toString());
        if (!kind)
            wrong("kind", "one of none, fine, problem, not-applicable");
        answer.kind = kind.value_or(Answer::Kind::None);
        answer.note = text(from, "note");
        answer.who = text(from, "who");
        const std::string when = text(from, "when");
        const auto time = parseIsoTime(when);
        if (!when.empty() && !time)
            wrong("when", "a time");
        answer.when = time.value_or(TimePoint{});
        return answer;
    }

    QDir m_base;
    QString m_error;
};

/// A path below the case file's folder is written relative to it, so that the whole folder can move.
QString relativeWhenBelow(const QDir& base, const std::string& path)
{
    const QString relative = base.relativeFilePath(qs(path));
    const bool below = relative != u".." && !relative.startsWith(u"../") && !QDir::isAbsolutePath(relative);
    return QDir::fromNativeSeparators(below ? relative : qs(path));
}

QJsonObject write(const CaseSource& source, const QDir& base)
{
    QJsonObject out;
    out[QStringLiteral("path")] = source.pasted.empty() ? relativeWhenBelow(base, source.path) : qs(source.path);
    const auto add = [&out](const char* key, const std::string& value) {
        if (!value.empty())
            out[QLatin1String(key)] = qs(value);
    };
    add("sha256", source.sha256);
    add("zone", source.zone);
    add("codePage", source.codePage);
    add("pasted", source.pasted);
    return out;
}

QJsonObject write(const Answer& answer)
{
    QJsonObject out;
    out[QStringLiteral("kind")] = QLatin1String(word(answer.kind));
    out[QStringLiteral("note")] = qs(answer.note);
    out[QStringLiteral("who")] = qs(answer.who);
    out[QStringLiteral("when")] = qs(formatIsoTime(answer.when, 7));
    return out;
}

QJsonObject write(const std::map<std::string, std::string>& texts)
{
    QJsonObject out;
    for (const auto& [key, value] : texts)
        out[qs(key)] = qs(value);
    return out;
}

QJsonObject write(const CaseDocument& document, const QDir& base)
{
    QJsonObject out;
    out[QStringLiteral("swcase")] = kVersion;
    out[QStringLiteral("title")] = qs(document.title);
    out[QStringLiteral("notes")] = qs(document.notes);
    out[QStringLiteral("selectedSession")] = qs(document.selectedSession);
    out[QStringLiteral("selectedFinding")] = qs(document.selectedFinding);
    out[QStringLiteral("filter")] = qs(document.filter);
    out[QStringLiteral("layout")] = qs(document.layout);
    QJsonArray sources;
    for (const CaseSource& source : document.sources)
        sources.append(write(source, base));
    out[QStringLiteral("sources")] = sources;
    out[QStringLiteral("zones")] = write(document.zones);
    out[QStringLiteral("codePages")] = write(document.codePages);
    out[QStringLiteral("recoverDeleted")] = write(document.recoverDeleted);
    QJsonObject answers;
    for (const auto& [step, answer] : document.answers)
        answers[qs(step)] = write(answer);
    out[QStringLiteral("answers")] = answers;
    return out;
}

} // namespace

Result<CaseDocument> readCase(const std::string& path)
{
    const auto refuse = [&path](const QString& why) {
        return Failure{"The case " + path + " cannot be opened: " + why.toStdString() + '.'};
    };
    QFile file(qs(path));
    if (!file.open(QIODevice::ReadOnly))
        return refuse(file.errorString());
    if (file.size() > kLargest)
        return refuse(QStringLiteral("it is larger than 64 MiB"));
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(file.readAll(), &error);
    if (!json.isObject())
        return refuse(QStringLiteral("it is no case file (%1)")
                          .arg(error.error == QJsonParseError::NoError ? QStringLiteral("not made of named values")
                                                                       : error.errorString()));
    const QJsonValue version = json.object().value(QStringLiteral("swcase"));
    if (!version.isDouble())
        return refuse(QStringLiteral("it is no case file (\"swcase\" is missing)"));
    if (version.toDouble() > kVersion)
        return refuse(QStringLiteral("it was saved by a newer version of Sendwright; update to open it"));
    if (version.toInt() != kVersion)
        return refuse(QStringLiteral("\"swcase\" is no version of Sendwright's case files"));
    Reader reader(QFileInfo(file.fileName()).absoluteDir());
    CaseDocument document = reader.read(json.object());
    if (!reader.error().isEmpty())
        return refuse(reader.error());
    return document;
}

Result<bool> writeCase(const std::string& path, const CaseDocument& document)
{
    QSaveFile file(qs(path));
    const QByteArray bytes = QJsonDocument(write(document, QFileInfo(qs(path)).absoluteDir())).toJson();
    if (bytes.size() > kLargest)
        return Failure{"The case was not saved: with its pasted text it is larger than 64 MiB. Remove some of it."};
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Failure{"The case could not be saved as " + path + ": " + file.errorString().toStdString() +
                       ". Choose another place."};
    return true;
}

} // namespace sendwright
