using System.Globalization;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Signals of Linux, as STOPSIGNAL names them. <see href="https://man7.org/linux/man-pages/man7/signal.7.html"/></summary>
internal static class Signals
{
    private const int Last = 64;

    /// <summary>SIGRTMIN and SIGRTMAX are 30 apart.</summary>
    private const int LargestOffset = 30;

    private static readonly HashSet<string> Names = new(
        [
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT",
            "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is such a signal: a number, or a name with or without SIG; <c>SIGRTMIN+3</c> and <c>SIGRTMAX-3</c>,
    /// too.</summary>
    public static bool Has(string signal)
    {
        if (int.TryParse(signal, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number is > 0 and <= Last;
        var name = signal.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? signal[3..] : signal;
        var isOffset = name.StartsWith("RTMIN+", StringComparison.OrdinalIgnoreCase) || name.StartsWith("RTMAX-", StringComparison.OrdinalIgnoreCase);
        return isOffset
            ? int.TryParse(name[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset is > 0 and <= LargestOffset
            : Names.Contains(name);
    }
}
