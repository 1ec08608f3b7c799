namespace LambdaImage.Engine.Runtimes;

// as of 2026-11-22
// Lambda's dates: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
// Toolchains' dates: https://go.dev/doc/devel/release#policy, https://learn.microsoft.com/powershell/scripting/install/powershell-support-lifecycle

/// <summary>Which versions there are of every runtime and how long they are supported: the one file to bring up to date.
/// A version that is not here has no image to build on, and is refused: Node.js up to 18, Python up to 3.9, Ruby up to
/// 3.1, .NET up to 7, Java 8 without <c>.al2</c>.</summary>
internal static class RuntimeDates
{
    public static IReadOnlyList<RuntimeLine> Node { get; } =
        [new("20", new(2026, 4, 30)), new("22", new(2027, 4, 30)), new("24", new(2028, 4, 30)), new("26") { IsConfirmed = false }];

    public static IReadOnlyList<RuntimeLine> Python { get; } =
    [
        new("3.10", new(2026, 10, 31)), new("3.11", new(2027, 6, 30)), new("3.12", new(2028, 10, 31)),
        new("3.13", new(2029, 6, 30)), new("3.14", new(2029, 6, 30)), new("3.15") { IsConfirmed = false },
    ];

    public static IReadOnlyList<RuntimeLine> Dotnet { get; } = [new("8", new(2026, 11, 10)), new("9", new(2026, 11, 10)), new("10", new(2028, 11, 14))];

    public static IReadOnlyList<RuntimeLine> Ruby { get; } =
        [new("3.2", new(2026, 3, 31)), new("3.3", new(2027, 3, 31)), new("3.4", new(2028, 3, 31)), new("4.0") { IsConfirmed = false }];

    /// <summary>The Amazon Linux 2023 variants of older versions are known to Lambda, but nobody has confirmed their images.</summary>
    public static IReadOnlyList<RuntimeLine> Java { get; } =
    [
        new("8.al2023") { IsConfirmed = false }, new("8.al2", new(2027, 6, 30)), new("11.al2023") { IsConfirmed = false }, new("11", new(2027, 6, 30)),
        new("17.al2023") { IsConfirmed = false }, new("17", new(2027, 6, 30)), new("21", new(2029, 6, 30)), new("25", new(2029, 6, 30)),
    ];

    /// <summary>Versions of Bref 3. <see href="https://bref.sh/docs/deploy/docker"/></summary>
    public static IReadOnlyList<RuntimeLine> Php { get; } = [new("8.2"), new("8.3"), new("8.4"), new("8.5")];

    public static IReadOnlyList<RuntimeLine> Provided { get; } = [new("al2", new(2026, 6, 30)), new("al2023")];

    public static IReadOnlyList<RuntimeLine> Go { get; } = [new("1.24", new(2026, 2, 10)), new("1.25"), new("1.26")];

    public static IReadOnlyList<RuntimeLine> Rust { get; } = [new("1")];

    /// <summary>Deno's image has no tag for a line, only for releases.</summary>
    public static IReadOnlyList<RuntimeLine> Deno { get; } = [new("2") { Tag = "2.5.6" }];

    public static IReadOnlyList<RuntimeLine> Bun { get; } = [new("1")];

    public static IReadOnlyList<RuntimeLine> Elixir { get; } = [new("1.18"), new("1.19")];

    public static IReadOnlyList<RuntimeLine> PowerShell { get; } = [new("7.4", new(2026, 11, 10)), new("7.5", new(2026, 11, 10)), new("7.6", new(2028, 11, 14))];
}
