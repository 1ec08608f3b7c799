using System.Text.RegularExpressions;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Reads assignments such as <c>config.docker.image = "…"</c> from a Ruby file as text. Nothing is ever run: what is no plain value stays
/// unknown.</summary>
internal static partial class RubySettings
{
    private const int MostLines = 50;

    /// <summary>Keys with their values, in the order of the file.</summary>
    public static IEnumerable<(string Key, ConfigurationNode Value)> Read(ProjectDirectory project, string file)
    {
        var lines = project.Lines(file);
        for (var index = 0; index < lines.Count; index++)
        {
            if (Assignment().Match(lines[index].Text) is not { Success: true } match) continue;
            var text = WithoutComment(match.Groups["value"].Value);
            var place = new ConfigurationPlace(project.FullPath(file), lines[index].Number, match.Groups["key"].Index + 1);
            for (var more = 0; IsOpen(text) && more < MostLines && index + 1 < lines.Count; more++) text += " " + WithoutComment(lines[++index].Text.Trim());
            yield return (match.Groups["key"].Value, Value(text.Trim(), place));
        }
    }

    private static ConfigurationNode Value(string text, ConfigurationPlace place)
    {
        if (text is "nil") return new ConfigurationText(place, "", IsQuoted: false);
        if (Number().IsMatch(text) || text is "true" or "false") return new ConfigurationText(place, text.Replace("_", "", StringComparison.Ordinal), IsQuoted: false);
        if (Plain().Match(text) is { Success: true } plain && !(text[0] == '"' && text.Contains("#{", StringComparison.Ordinal)))
            return new ConfigurationText(place, plain.Groups["text"].Value.Replace("${", "$${", StringComparison.Ordinal), IsQuoted: true);
        if (Environment().Match(text) is { Success: true } variable)
        {
            var name = variable.Groups["name"].Value;
            return new ConfigurationText(place, variable.Groups["default"] is { Success: true, Value: var fallback } ? $"${{env:{name}, {fallback}}}" : $"${{env:{name}}}", IsQuoted: true);
        }

        if (text is ['%', 'w', '[' or '(', .. var words, ']' or ')']) return new ConfigurationList(place, [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new ConfigurationText(place, word, IsQuoted: true))]);
        if (text is ['[', .. var list, ']'] && Parts(list) is { } items) return new ConfigurationList(place, [.. items.Select(item => Value(item, place))]);
        if (text is ['{', .. var hash, '}'] && Parts(hash) is { } pairs && pairs.All(pair => Pair().IsMatch(pair)))
        {
            return new ConfigurationMap(place, [.. pairs.Select(pair => Pair().Match(pair)).Select(pair =>
                new ConfigurationMember(place, pair.Groups["key"].Value, Value(pair.Groups["value"].Value.Trim(), place)))]);
        }

        return new UnknownValue(place, text, "is Ruby code, which is never run");
    }

    private static bool IsOpen(string text) => text.AsSpan().Count('[') > text.AsSpan().Count(']') || text.AsSpan().Count('{') > text.AsSpan().Count('}')
        || text.AsSpan().Count('(') > text.AsSpan().Count(')');

    /// <summary>What stands between commas outside of quotes; null when brackets make it more than that.</summary>
    private static List<string>? Parts(string text)
    {
        List<string> parts = [];
        var (quote, begin) = ('\0', 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (quote != '\0') quote = text[at] == quote ? '\0' : quote;
            else if (text[at] is '"' or '\'') quote = text[at];
            else if (text[at] is '[' or '{') return null;
            else if (text[at] == ',')
            {
                parts.Add(text[begin..at].Trim());
                begin = at + 1;
            }
        }

        parts.Add(text[begin..].Trim());
        return [.. parts.Where(part => part.Length > 0)];
    }

    private static string WithoutComment(string text)
    {
        var quote = '\0';
        for (var at = 0; at < text.Length; at++)
        {
            if (quote != '\0') quote = text[at] == quote ? '\0' : quote;
            else if (text[at] is '"' or '\'') quote = text[at];
            else if (text[at] == '#') return text[..at].Trim();
        }

        return text.Trim();
    }

    [GeneratedRegex(@"^\s*config\.(?<key>[a-z0-9_.]+)\s*\+?=(?!=)\s*(?<value>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^-?[0-9][0-9_]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("^(\"(?<text>[^\"\\\\]*)\"|'(?<text>[^'\\\\]*)'|:(?<text>[A-Za-z_]+))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();

    [GeneratedRegex("^ENV(\\[[\"'](?<name>\\w+)[\"']\\](\\s*\\|\\|\\s*[\"'](?<default>[^\"'{}]*)[\"'])?|\\.fetch\\([\"'](?<name>\\w+)[\"'](,\\s*[\"'](?<default>[^\"'{}]*)[\"'])?\\))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Environment();

    [GeneratedRegex("^[\"':]?(?<key>[A-Za-z_][A-Za-z0-9_]*)[\"']?\\s*(:|=>)\\s*(?<value>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pair();
}
