using System.Globalization;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Rebasing;

/// <summary>What an image set itself, as its history tells: a value that the old base had, too, does not tell whose it is.</summary>
/// <param name="steps">The steps that came after those of the base.</param>
internal sealed partial class OwnSettings(IEnumerable<HistoryEntry> steps)
{
    /// <summary>Which members of the configuration an instruction sets. ENTRYPOINT takes the command of the base away.</summary>
    private static readonly Dictionary<string, string[]> Single = new(StringComparer.Ordinal)
    {
        ["CMD"] = ["Cmd"],
        ["ENTRYPOINT"] = ["Entrypoint", "Cmd"],
        ["HEALTHCHECK"] = ["Healthcheck"],
        ["MAINTAINER"] = ["author"],
        ["SHELL"] = ["Shell"],
        ["STOPSIGNAL"] = ["StopSignal"],
        ["USER"] = ["User"],
        ["WORKDIR"] = ["WorkingDir"],
    };

    /// <summary>Which instruction sets the entries of a member one by one.</summary>
    private static readonly Dictionary<string, string> Keyed = new(StringComparer.Ordinal)
    {
        ["Env"] = "ENV",
        ["ExposedPorts"] = "EXPOSE",
        ["Labels"] = "LABEL",
        ["Volumes"] = "VOLUME",
    };

    /// <summary>Upper-case keyword and arguments of each step. Builders write them differently, so they are searched for names and never read as a
    /// Dockerfile.</summary>
    private readonly (string Keyword, string Arguments)[] _steps = [.. steps.Select(step => ImageRebaser.Instruction(step).Split(' ', 2)).Select(parts =>
        (parts[0].ToUpperInvariant(), parts.Length == 2 ? parts[1].Trim() : ""))];

    /// <summary>The members that instructions set as a whole.</summary>
    public static IEnumerable<string> Members => Single.Values.SelectMany(members => members).Distinct();

    /// <summary>Whether the entries of a member are set one by one.</summary>
    public static bool IsKeyed(string member) => Keyed.ContainsKey(member);

    /// <summary>Whether the image set a member as a whole.</summary>
    public bool Has(string member) => _steps.Any(step => Single.GetValueOrDefault(step.Keyword)?.Contains(member) == true);

    /// <summary>Which of these entries of a member the image set, in the order in which it did first.</summary>
    public IReadOnlyList<string> Of(string member, IEnumerable<string> keys)
    {
        var keyword = Keyed[member];
        return [.. keys.Select(key => (Key: key, Place: Place(keyword, key))).Where(pair => pair.Place is not null).OrderBy(pair => pair.Place).Select(pair => pair.Key)];
    }

    private (int Step, int Position)? Place(string keyword, string key)
    {
        for (var number = 0; number < _steps.Length; number++)
        {
            var (word, arguments) = _steps[number];
            if (word == keyword && Find(keyword, key, arguments) is { } position) return (number, position);
        }

        return null;
    }

    private static int? Find(string keyword, string key, string arguments)
    {
        if (keyword == "EXPOSE") return PortGrammar().Matches(arguments).FirstOrDefault(match => Exposes(match, key))?.Index;
        var name = Regex.Escape(key);
        var grammar = keyword == "VOLUME" ? $"""(?<![^\s\["',]){name}(?![^\s\]"',])""" : $"""(?<!\S)["']?{name}["']?=|^["']?{name}["']?(?=\s)""";
        var found = Regex.Match(arguments, grammar, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return found.Success ? found.Index : null;
    }

    private static bool Exposes(Match match, string key)
    {
        var (number, protocol) = key.Split('/') is [var port, var given] ? (port, given) : (key, "tcp");
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)) return false;
        var first = int.Parse(match.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
        var last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].ValueSpan, CultureInfo.InvariantCulture) : first;
        return wanted >= first && wanted <= last
            && string.Equals(match.Groups["protocol"].Success ? match.Groups["protocol"].Value : "tcp", protocol, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("(?<![^\\s\\[])(?:map\\[)?(?<first>[0-9]{1,5})(?:-(?<last>[0-9]{1,5}))?(?:/(?<protocol>[A-Za-z]+))?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PortGrammar();
}
