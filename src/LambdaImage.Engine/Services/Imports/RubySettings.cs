using System.Text.RegularExpressions;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Reads assignments such as <c>config.docker.image = "…"</c> from a Ruby file as text. Nothing is ever run: what is no plain value stays
/// unknown.</summary>
internal static partial class RubySettings
{
    private const int MostLines = 50;
    private const string Prefix = "config.";

    /// <summary>Keys with the values that they have at the end of the file, in its order. A key that is set on a condition, in a loop or in another way
    /// than by an assignment is unknown as a whole.</summary>
    public static IReadOnlyList<(string Key, ConfigurationNode Value)> Read(ProjectDirectory project, string file)
    {
        List<(string Key, ConfigurationNode Value)> settings = [];
        var lines = project.Lines(file);
        // Of every block that is open whether it may run never or often.
        var blocks = new Stack<bool>();
        for (var index = 0; index < lines.Count; index++)
        {
            var line = WithoutComment(lines[index].Text);
            var place = new ConfigurationPlace(project.FullPath(file), lines[index].Number, Math.Max(0, lines[index].Text.IndexOf(Prefix, StringComparison.Ordinal)) + Prefix.Length + 1);
            var text = line;
            if (Setting().Match(line) is { Success: true } setting)
            {
                var key = setting.Groups["key"].Value;
                if (Assignment().Match(line) is { Success: true } match)
                {
                    text = match.Groups["value"].Value;
                    for (var more = 0; IsOpen(text) && more < MostLines && index + 1 < lines.Count; more++) text += " " + WithoutComment(lines[++index].Text.Trim());
                    text = text.Trim();
                    Set(key, blocks.Contains(true)
                        ? new UnknownValue(place, text, "depends on Ruby code, which is never run")
                        : Assigned(match.Groups["operator"].Value, settings.Find(each => each.Key == key).Value, Value(text, place)));
                }
                else
                {
                    Set(key, new UnknownValue(place, line, "is Ruby code, which is never run"));
                }
            }

            if (End().IsMatch(text) && blocks.Count > 0) blocks.Pop();
            else if (Begin().Match(text) is { Success: true } begin && !text.EndsWith(" end", StringComparison.Ordinal)) blocks.Push(!begin.Groups["configure"].Success);
        }

        return settings;

        void Set(string key, ConfigurationNode value)
        {
            var known = settings.FindIndex(each => each.Key == key);
            if (known < 0) settings.Add((key, value));
            else settings[known] = (key, value);
        }
    }

    /// <summary>What a key is after an assignment: <c>+=</c> and <c>&lt;&lt;</c> add to a list.</summary>
    private static ConfigurationNode Assigned(string operation, ConfigurationNode? before, ConfigurationNode value)
    {
        if (operation == "=") return value;
        ConfigurationList? added = (operation, value) switch
        {
            ("+=", ConfigurationList list) => list,
            ("<<", ConfigurationText text) => new ConfigurationList(text.Place, [text]),
            _ => null,
        };
        return (before, added) switch
        {
            (UnknownValue, _) => before,
            (null or ConfigurationText { IsNothing: true }, not null) => added,
            (ConfigurationList list, not null) => list with { Items = [.. list.Items, .. added.Items] },
            _ => value as UnknownValue ?? new UnknownValue(value.Place, $"{operation} …", "is Ruby code, which is never run"),
        };
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
        if (text is ['[', .. var list, ']'] && IsWhole(list)) return new ConfigurationList(place, [.. Parts(list).Select(item => Value(item, place))]);
        if (text is ['{', .. var hash, '}'] && IsWhole(hash) && Parts(hash) is var pairs && pairs.All(pair => Pair().IsMatch(pair)))
        {
            return new ConfigurationMap(place, [.. pairs.Select(pair => Pair().Match(pair)).Select(pair =>
                new ConfigurationMember(place, pair.Groups["key"].Value, Value(pair.Groups["value"].Value.Trim(), place)))]);
        }

        return new UnknownValue(place, text, "is Ruby code, which is never run");
    }

    /// <summary>Whether brackets around a text belong together, unlike those of <c>[1] + [2]</c>.</summary>
    private static bool IsWhole(string inner)
    {
        var depth = 0;
        foreach (var letter in inner)
        {
            if (letter is '[' or '{') depth++;
            else if (letter is ']' or '}' && --depth < 0) return false;
        }

        return depth == 0;
    }

    private static bool IsOpen(string text) => text.AsSpan().Count('[') > text.AsSpan().Count(']') || text.AsSpan().Count('{') > text.AsSpan().Count('}')
        || text.AsSpan().Count('(') > text.AsSpan().Count(')');

    /// <summary>What stands between commas outside of quotes and brackets.</summary>
    private static List<string> Parts(string text)
    {
        List<string> parts = [];
        var (quote, begin, depth) = ('\0', 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (quote != '\0') quote = text[at] == quote ? '\0' : quote;
            else if (text[at] is '"' or '\'') quote = text[at];
            else if (text[at] is '[' or '{' or '(') depth++;
            else if (text[at] is ']' or '}' or ')') depth--;
            else if (text[at] == ',' && depth == 0)
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

    /// <summary>Any line that mentions a key.</summary>
    [GeneratedRegex(@"\bconfig\.(?<key>[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^config\.(?<key>[A-Za-z0-9_.]+)\s*(?<operator>=(?![=~>])|\+=|<<)\s*(?<value>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(if|unless|case|while|until|for|begin|def)\b|(?<configure>^(class|module)\b|\.configure\s+do\b)|\bdo(\s*\|[^|]*\|)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Begin();

    [GeneratedRegex(@"^end\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"^-?[0-9][0-9_]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("^(\"(?<text>[^\"\\\\]*)\"|'(?<text>[^'\\\\]*)'|:(?<text>[A-Za-z_]+))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();

    [GeneratedRegex("^ENV(\\[[\"'](?<name>\\w+)[\"']\\](\\s*\\|\\|\\s*[\"'](?<default>[^\"'{}]*)[\"'])?|\\.fetch\\([\"'](?<name>\\w+)[\"'](,\\s*[\"'](?<default>[^\"'{}]*)[\"'])?\\))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Environment();

    [GeneratedRegex("^[\"':]?(?<key>[A-Za-z_][A-Za-z0-9_]*)[\"']?\\s*(:|=>)\\s*(?<value>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pair();
}
