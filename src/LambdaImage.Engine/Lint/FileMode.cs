using System.Globalization;

namespace LambdaImage.Engine.Lint;

/// <summary>Reads modes as chmod takes them.</summary>
internal static class FileMode
{
    private const int OthersRead = 4;
    private const int OthersRun = 1;

    /// <summary>Whether others than owner and group can certainly not read.</summary>
    public static bool DeniesOthers(string mode) => Octal(mode) is { } bits ? (bits & OthersRead) == 0 : Symbolic(mode, 'r');

    /// <summary>Whether others than owner and group can certainly not run a program.</summary>
    public static bool DeniesRunning(string mode) => Octal(mode) is { } bits ? (bits & OthersRun) == 0 : Symbolic(mode, 'x');

    /// <summary>Whether it is written as a number, and so replaces the mode that is there.</summary>
    public static bool IsNumber(string mode) => Octal(mode) is not null;

    private static int? Octal(string mode)
    {
        var digits = mode.StartsWith("0o", StringComparison.Ordinal) ? mode[2..] : mode;
        if (digits.Length is < 3 or > 5 || !digits.All(digit => digit is >= '0' and <= '7')) return null;
        return int.Parse(digits[^1..], CultureInfo.InvariantCulture);
    }

    private static bool Symbolic(string mode, char right)
    {
        foreach (var part in mode.Split(','))
        {
            var sign = part.IndexOfAny(['+', '-', '=']);
            if (sign < 0) continue;
            var isForOthers = sign > 0 && part.AsSpan(0, sign).IndexOfAny('o', 'a') >= 0;
            var rights = part[(sign + 1)..];
            if (isForOthers && part[sign] == '-' && rights.Contains(right, StringComparison.Ordinal)) return true;
            if (isForOthers && part[sign] == '=' && !rights.Contains(right, StringComparison.Ordinal) && !(right == 'x' && rights.Contains('X', StringComparison.Ordinal))) return true;
        }

        return false;
    }
}
