using System.Text;

namespace LambdaImage.Engine.Deployments.Releases;

/// <summary>Where a version came from, in the one line that Lambda keeps for it. Made to be read by people and by
/// <see cref="Parse"/>: <c>LambdaImage/0.1.0 git=1a2b3c4 branch=main dirty user=ann tag=v1.4</c>. Never secrets.</summary>
internal sealed record ReleaseFacts
{
    /// <summary>As Lambda's model has it for descriptions.</summary>
    private const int LongestText = 256;

    /// <summary>Branches can be longer than all the rest may be.</summary>
    private const int LongestValue = 60;

    private const string ToolName = "LambdaImage";

    private static readonly string Version = typeof(ReleaseFacts).Assembly.GetName().Version?.ToString(3) ?? "0";

    public string Tool { get; init; } = $"{ToolName}/{Version}";

    public string? Revision { get; init; }

    public string? Branch { get; init; }

    public bool? IsDirty { get; init; }

    public string? User { get; init; }

    public string? Tag { get; init; }

    /// <returns>The facts; null when the text is not of this form.</returns>
    public static ReleaseFacts? Parse(string? text)
    {
        if (text is null || !text.StartsWith(ToolName + "/", StringComparison.Ordinal)) return null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var values = words.Skip(1).Where(word => word.Contains('=', StringComparison.Ordinal)).Select(word => word.Split('=', 2))
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
        return new ReleaseFacts
        {
            Tool = words[0],
            Revision = values.GetValueOrDefault("git"),
            Branch = values.GetValueOrDefault("branch"),
            IsDirty = words.Contains("dirty", StringComparer.Ordinal) ? true : words.Contains("clean", StringComparer.Ordinal) ? false : null,
            User = values.GetValueOrDefault("user"),
            Tag = values.GetValueOrDefault("tag"),
        };
    }

    public override string ToString()
    {
        var text = new StringBuilder(Tool);
        // What matters most comes first; what does not fit is left out whole.
        Add(Pair("git", Revision));
        Add(IsDirty switch { true => "dirty", false => "clean", null => null });
        Add(Pair("branch", Branch));
        Add(Pair("user", User));
        // Whole or not at all: drift is looked up by it. Tags hold nothing that needs escaping.
        Add(Tag is { Length: > 0 } ? $"tag={Tag}" : null);
        return text.ToString();

        void Add(string? word)
        {
            if (word is not null && text.Length + 1 + word.Length <= LongestText) text.Append(' ').Append(word);
        }
    }

    private static string? Pair(string name, string? value) => string.IsNullOrWhiteSpace(value) ? null : $"{name}={Escape(value)}";

    private static string Escape(string value)
    {
        var plain = value.Length <= LongestValue ? value : value[..LongestValue];
        return string.Concat(plain.Trim().Select(letter =>
            letter == '%' || char.IsWhiteSpace(letter) || char.IsControl(letter) ? Uri.HexEscape((char)(letter & 0x7f)) : letter.ToString()));
    }
}
