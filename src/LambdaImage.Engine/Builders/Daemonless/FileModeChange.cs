using System.Text.RegularExpressions;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>What <c>--chmod</c> does to a mode: octal digits, or letters as chmod(1) has them, for example
/// <c>u=rwX,go=rX</c>.</summary>
internal sealed partial class FileModeChange
{
    private const int Permissions = 0b111_111_111;
    private const int OwnerShift = 6;
    private const int GroupShift = 3;

    private readonly int? _whole;
    private readonly Match[] _clauses;

    private FileModeChange(int? whole, Match[] clauses) => (_whole, _clauses) = (whole, clauses);

    /// <summary>Reads the flag's value; null when it is neither form.</summary>
    public static FileModeChange? TryParse(string text)
    {
        if (OctalGrammar().IsMatch(text)) return new FileModeChange(Convert.ToInt32(text, 8), []);
        var clauses = text.Split(',').Select(clause => ClauseGrammar().Match(clause)).ToArray();
        return clauses.All(clause => clause.Success) ? new FileModeChange(null, clauses) : null;
    }

    public int Apply(LayerEntry entry)
    {
        if (entry.Kind == EntryKind.SymbolicLink) return entry.Mode;
        // As in BuildKit digits set the permissions, and what is set-user, set-group or sticky stays so.
        var mode = _whole is { } whole ? whole | (entry.Mode & ~Permissions) : entry.Mode;
        foreach (var clause in _clauses)
        {
            var who = clause.Groups["who"].Value;
            if (who.Length == 0 || who.Contains('a', StringComparison.Ordinal)) who = "ugo";
            var mayExecute = entry.Kind == EntryKind.Directory || (mode & LayerEntry.ExecutableBits) != 0;
            var bits = BitsOf(clause.Groups["what"].Value, mayExecute);
            var mask = who.Distinct().Aggregate(0, (sum, letter) => sum | Shift(bits, letter));
            var all = who.Distinct().Aggregate(0, (sum, letter) => sum | Shift(0b111, letter));
            mode = clause.Groups["how"].Value switch
            {
                "+" => mode | mask,
                "-" => mode & ~mask,
                _ => (mode & ~(all & Permissions)) | mask,
            };
        }

        return mode;
    }

    private static int BitsOf(string letters, bool mayExecute) => letters.Distinct().Sum(letter => letter switch
    {
        'r' => 4,
        'w' => 2,
        'x' => 1,
        _ => mayExecute && !letters.Contains('x', StringComparison.Ordinal) ? 1 : 0,
    });

    private static int Shift(int bits, char who) =>
        bits << (who switch { 'u' => OwnerShift, 'g' => GroupShift, _ => 0 });

    [GeneratedRegex("^[0-7]{1,4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OctalGrammar();

    [GeneratedRegex("^(?<who>[ugoa]*)(?<how>[-+=])(?<what>[rwxX]*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ClauseGrammar();
}
