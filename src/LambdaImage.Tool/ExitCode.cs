namespace LambdaImage.Tool;

/// <summary>What scripts can rely on.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary>The check of a Dockerfile found something severe, or two images differ. Not 1, as diff has it: scripts could not tell it from a failure.</summary>
    public const int Findings = 3;

    /// <summary>128 + SIGINT, as shells report it.</summary>
    public const int Interrupted = 130;

    public static int Of(ErrorKind kind) => kind is ErrorKind.RequestInvalid or ErrorKind.ModeConflict ? Usage : Failed;
}
