using System.Text.RegularExpressions;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>What <c>--chmod</c> does to a mode: octal digits, or letters as chmod(1) has them, for example
/// <c>u=rwX,go=rX</c>.
/// <see href="https://man.freebsd.org/cgi/man.cgi?query=chmod&amp;sektion=1"/></summary>
internal sealed partial class FileModeChange
{
    private const int Permissions = 0b111_111_111;
    private const int Sticky = 0b1_000_000_000;
    private const int SetUserAndGroup = 0b110_000_000_000;
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
        if (_whole is { } whole) return whole | (entry.Mode & ~Permissions);
        var mayExecute = entry.Kind == EntryKind.Directory || (entry.Mode & LayerEntry.ExecutableBits) != 0;
        var mode = entry.Mode;
        foreach (var clause in _clauses)
        {
            var who = clause.Groups["who"].Value;
            if (who.Length == 0 || who.Contains('a', StringComparison.Ordinal)) who = "ugo";
            var actions = clause.Groups["how"].Captures.Zip(clause.Groups["what"].Captures, (how, what) => (how.Value, what.Value));
            foreach (var (how, what) in actions) mode = Change(mode, who, how, what, mayExecute);
        }

        return mode;
    }

    private static int Change(int mode, string who, string how, string what, bool mayExecute)
    {
        var reach = who.Distinct().Aggregate(0, (sum, one) => sum | ReachOf(one));
        // Only others have no special bit of their own.
        if (what.Contains('t', StringComparison.Ordinal) && who.Any(one => one != 'o')) reach |= Sticky;
        var bits = what.Aggregate(0, (sum, letter) => sum | BitsOf(letter, mode, mayExecute || how == "-")) & reach;
        // A copy of other permissions leaves the special bits alone.
        var cleared = what.Length > 0 && what.All(letter => "ugo".Contains(letter, StringComparison.Ordinal)) ? reach & Permissions : reach;
        return how switch
        {
            "+" => mode | bits,
            "-" => mode & ~bits,
            _ => (mode & ~cleared) | bits,
        };
    }

    /// <summary>What a letter stands for, for everybody.</summary>
    private static int BitsOf(char letter, int mode, bool mayExecute) => letter switch
    {
        'r' => ForAll(0b100),
        'w' => ForAll(0b010),
        'x' => ForAll(0b001),
        'X' => mayExecute ? ForAll(0b001) : 0,
        's' => SetUserAndGroup,
        't' => Sticky,
        'u' => ForAll((mode >> OwnerShift) & 0b111),
        'g' => ForAll((mode >> GroupShift) & 0b111),
        _ => ForAll(mode & 0b111),
    };

    private static int ForAll(int bits) => (bits << OwnerShift) | (bits << GroupShift) | bits;

    /// <summary>The bits that are a class's own.</summary>
    private static int ReachOf(char who) => who switch
    {
        'u' => 0b100_111_000_000,
        'g' => 0b010_000_111_000,
        _ => 0b000_000_000_111,
    };

    [GeneratedRegex("^0*[0-7]{1,4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OctalGrammar();

    [GeneratedRegex("^(?<who>[ugoa]*)(?:(?<how>[-+=])(?<what>[rwxXstugo]*))+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ClauseGrammar();
}
