namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Puts values that a user wrote into instructions: as they are, but for <c>$NAME</c>, which is expanded, and <c>$$</c>, which is a dollar.</summary>
internal static class UserValues
{
    public static Env Variables(IEnumerable<KeyValuePair<string, string>> variables) =>
        new([.. variables.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => KeyValuePair.Create(variable.Key, Quote(variable.Value)))]);

    public static Arg Argument(KeyValuePair<string, string?> argument) =>
        new([KeyValuePair.Create(argument.Key, argument.Value is { } value ? Quote(value) : null)]);

    private static string Quote(string value)
    {
        if (value.Length > 0 && value.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:,@=+%".Contains(character, StringComparison.Ordinal))) return value;
        return '"' + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$$", "\\$", StringComparison.Ordinal) + '"';
    }
}
