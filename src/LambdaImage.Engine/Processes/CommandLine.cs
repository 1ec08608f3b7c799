using System.Buffers;

namespace LambdaImage.Engine.Processes;

/// <summary>Shows a command as one would type it, so that a log line can be tried by hand; secrets are left out.</summary>
internal static class CommandLine
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+:,./@%^\\");

    public static string Render(ProcessCommand command)
    {
        var variables = command.Environment
            .Where(variable => variable.Value is not null)
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => variable.Key + "=" + Quote(ShownValue(variable.Key, variable.Value!)));
        var arguments = command.Arguments.Select(argument => Quote(ShownArgument(argument)));
        return string.Join(' ', [.. variables, Quote(command.FileName), .. arguments]);
    }

    // NAME=value follows --build-arg, where people put tokens although they are told not to: as an argument of its own, or as in --build-arg=NAME=value and
    // --opt=build-arg:NAME=value.
    private static string ShownArgument(string argument)
    {
        var shown = SecretMask.Apply(argument);
        var equals = shown.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) return shown;
        var (name, value) = (shown[(shown.LastIndexOf(':', equals) + 1)..equals].TrimStart('-'), shown[(equals + 1)..]);
        return shown[..(equals + 1)] + (value.Length > 0 && SecretMask.IsSecretName(name) ? SecretMask.Mask : ShownArgument(value));
    }

    private static string ShownValue(string name, string value) =>
        value.Length > 0 && SecretMask.IsSecretName(name) ? SecretMask.Mask : SecretMask.Apply(value);

    private static string Quote(string text) =>
        text.Length > 0 && !text.Replace(SecretMask.Mask, "", StringComparison.Ordinal).AsSpan().ContainsAnyExcept(Plain)
            ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
