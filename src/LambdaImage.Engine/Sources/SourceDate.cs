using System.Globalization;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Sources;

/// <summary>The time that reproducible builds write instead of the present one. <see href="https://reproducible-builds.org/specs/source-date-epoch/"/></summary>
internal static class SourceDate
{
    public const string Variable = "SOURCE_DATE_EPOCH";

    /// <summary>The time that the environment asks for; null: none.</summary>
    /// <exception cref="LambdaImageException">It is no number of seconds.</exception>
    public static DateTimeOffset? Of(IEnvironment environment) => Read(environment.Get(Variable)) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <param name="text">Value of the variable; null: it is not set.</param>
    /// <returns>Seconds since 1970; null: nobody wants a time.</returns>
    /// <exception cref="LambdaImageException">It is no such number.</exception>
    public static long? Read(string? text)
    {
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LayerTarHeader.LargestSize) return seconds;
        throw new LambdaImageException(
            ErrorKind.RequestInvalid, $"{Variable} is '{text}', which is no number of seconds.",
            $"Set it to seconds since 1970, for example the output of: git log -1 --format=%ct", Variable);
    }
}
