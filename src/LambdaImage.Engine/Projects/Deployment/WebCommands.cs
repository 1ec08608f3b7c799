using System.Buffers;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Projects.Deployment;

/// <summary>Tells commands that can be started as they are from those that need a shell.</summary>
internal static partial class WebCommands
{
    private static readonly SearchValues<char> ShellOnly = SearchValues.Create("$`\"'\\|&;<>()*?#~!");

    /// <summary>The command with its port filled in; null when it needs a shell.</summary>
    public static string? Plain(string command, DockerfileOptions options)
    {
        var plain = Port().Replace(command, WebAdapter.PortOf(options)).Trim();
        return plain.Length == 0 || plain.AsSpan().IndexOfAny(ShellOnly) >= 0 || plain.Split(' ')[0].Contains('=', StringComparison.Ordinal) ? null : plain;
    }

    [GeneratedRegex(@"\$PORT\b|\$\{PORT(:-[0-9]*)?\}|""\$PORT""|""\$\{PORT(:-[0-9]*)?\}""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Port();
}
