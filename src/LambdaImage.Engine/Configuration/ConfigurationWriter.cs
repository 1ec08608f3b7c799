using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Configuration;

/// <summary>Writes a configuration as YAML that reads back as the same.</summary>
internal static partial class ConfigurationWriter
{
    private const int LongestLine = 100;

    /// <summary>The text of a configuration, without a final comment.</summary>
    public static string Write(ConfigurationMap root)
    {
        var text = new StringBuilder();
        foreach (var member in root.Members)
        {
            // Sections stand apart from each other.
            if (member.Value is ConfigurationMap && text.Length > 0) text.Append('\n');
            Member(text, member, 0);
        }

        return text.ToString();
    }

    private static void Member(StringBuilder text, ConfigurationMember member, int depth)
    {
        text.Append(' ', depth * 2).Append(Quoted(member.Name, isQuoted: false)).Append(':');
        switch (member.Value)
        {
            case ConfigurationMap { Members.Count: 0 }:
                text.Append(" {}\n");
                break;
            case ConfigurationMap map:
                text.Append('\n');
                foreach (var each in map.Members) Member(text, each, depth + 1);
                break;
            case ConfigurationList list when list.Items.All(item => item is ConfigurationText) && Line(list) is { Length: < LongestLine } line:
                text.Append(' ').Append(line).Append('\n');
                break;
            case ConfigurationList list:
                text.Append('\n');
                foreach (var item in list.Items) text.Append(' ', (depth + 1) * 2).Append("- ").Append(Flow(item)).Append('\n');
                break;
            default:
                text.Append(' ').Append(Flow(member.Value)).Append('\n');
                break;
        }
    }

    private static string Line(ConfigurationList list) => $"[{string.Join(", ", list.Items.Select(Flow))}]";

    private static string Flow(ConfigurationNode node) => node switch
    {
        ConfigurationText { IsNothing: true } => "null",
        ConfigurationText text => Quoted(text.Text, text.IsQuoted),
        ConfigurationList list => Line(list),
        ConfigurationMap map => $"{{ {string.Join(", ", map.Members.Select(member => $"{Quoted(member.Name, isQuoted: false)}: {Flow(member.Value)}"))} }}",
        _ => "''",
    };

    /// <summary>Plain where nobody could take it for something else.</summary>
    private static string Quoted(string text, bool isQuoted)
    {
        if (Plain().IsMatch(text) && (!isQuoted || !Meaning().IsMatch(text))) return text;
        if (text.All(letter => !char.IsControl(letter))) return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        var escaped = new StringBuilder("\"");
        foreach (var letter in text)
        {
            escaped.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => letter.ToString(),
            });
        }

        return escaped.Append('"').ToString();
    }

    [GeneratedRegex(@"^[A-Za-z0-9_./][A-Za-z0-9_./@+-]*(:[A-Za-z0-9_./@+-]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();

    /// <summary>Numbers, flags, nothing, and what other YAML readers take for a time.</summary>
    [GeneratedRegex(@"^([-+.]?[0-9][0-9_.:eExX+-]*|true|false|yes|no|on|off|null|~|\.inf|\.nan)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Meaning();
}
