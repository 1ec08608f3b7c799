using System.Runtime.CompilerServices;
using Shouldly;

namespace LambdaImage.TestKit;

/// <summary>Files with expected results that one can read, build and link to. <c>UPDATE_GOLDEN=1</c> rewrites them.</summary>
internal static class Golden
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    public static void Compare(string file, string actual)
    {
        if (Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing; UPDATE_GOLDEN=1 writes it.");
        actual.ShouldBe(File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal), $"{file} differs; if that is wanted, UPDATE_GOLDEN=1 rewrites it.");
    }

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath("../..", Path.GetDirectoryName(here)!);
}
