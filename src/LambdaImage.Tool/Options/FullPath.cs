namespace LambdaImage.Tool.Options;

/// <summary>Makes the absolute path of one that was typed.</summary>
internal static class FullPath
{
    /// <param name="path">As it was typed.</param>
    /// <param name="what">What it stands for: the option's name.</param>
    /// <exception cref="LambdaImageException">It is empty, as what a script's unset variable leaves.</exception>
    public static string Of(string path, string what) => path.Length > 0
        ? Path.GetFullPath(path)
        : throw new LambdaImageException(
            ErrorKind.RequestInvalid, $"{what} is empty, where a path should be.", "Write the path; '.' stands for the current folder. In a script, check the variable that should hold it.");
}
