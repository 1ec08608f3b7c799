namespace LambdaImage.Engine.Runtimes;

/// <summary>The runtimes that images are made for and the images they start from: AWS's base images where there are
/// some, else the official image that builds the program.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"/></summary>
internal static class LambdaBaseImages
{
    /// <summary>Repository prefix of AWS's base images. <see href="https://gallery.ecr.aws/lambda/"/></summary>
    public const string Registry = "public.ecr.aws/lambda";

    /// <summary>Mirror of Docker's official images, which does not share Docker Hub's rate limit.</summary>
    public const string OfficialImages = "public.ecr.aws/docker/library";

    /// <summary>Folder of the function's code in every Lambda image: <c>LAMBDA_TASK_ROOT</c>.</summary>
    public const string TaskRoot = "/var/task";

    public static RuntimeFamily Node { get; } = new("nodejs", "24", RuntimeDates.Node);

    public static RuntimeFamily Python { get; } = new("python", "3.13", RuntimeDates.Python);

    public static RuntimeFamily Dotnet { get; } = new("dotnet", "10", RuntimeDates.Dotnet);

    /// <summary>AWS's table; Docker's official images, on which web servers run, have the same versions.</summary>
    public static RuntimeFamily Ruby { get; } = new("ruby", "3.4", RuntimeDates.Ruby);

    public static RuntimeFamily Java { get; } = new("java", "21", RuntimeDates.Java);

    public static RuntimeFamily Php { get; } = new("php", "8.4", RuntimeDates.Php);

    public static RuntimeFamily Provided { get; } = new("provided", "al2023", RuntimeDates.Provided);

    public static RuntimeFamily Go { get; } = Toolchain("go", "1.26", RuntimeDates.Go, $"{OfficialImages}/golang");

    public static RuntimeFamily Rust { get; } = Toolchain("rust", "1", RuntimeDates.Rust, $"{OfficialImages}/rust");

    public static RuntimeFamily Deno { get; } = Toolchain("deno", "2", RuntimeDates.Deno, "denoland/deno");

    public static RuntimeFamily Bun { get; } = Toolchain("bun", "1", RuntimeDates.Bun, "oven/bun");

    public static RuntimeFamily Elixir { get; } = Toolchain("elixir", "1.19", RuntimeDates.Elixir, $"{OfficialImages}/elixir");

    /// <summary>PowerShell runs on AWS's base image for custom runtimes and is installed there.</summary>
    public static RuntimeFamily PowerShell { get; } = new("powershell", "7.6", RuntimeDates.PowerShell);

    public static IReadOnlyList<RuntimeFamily> Families { get; } = [Bun, Deno, Dotnet, Elixir, Go, Java, Node, Php, PowerShell, Provided, Python, Ruby, Rust];

    /// <summary>The image of a runtime version: AWS's base image, or for a toolchain the official image that builds with
    /// it.</summary>
    /// <exception cref="LambdaImageException">There is none.</exception>
    public static string Image(LambdaRuntime runtime)
    {
        var family = Family(runtime.Name);
        family?.Require(runtime);
        return $"{family?.Repository ?? $"{Registry}/{runtime.Name}"}:{family?.Tag(runtime) ?? runtime.Version}";
    }

    public static RuntimeFamily? Family(string name) => Families.FirstOrDefault(family => family.Name == name);

    /// <summary>What deserves a look about a version, for example the end of its support.</summary>
    public static IEnumerable<string> Warnings(LambdaRuntime runtime, TimeProvider time) =>
        Family(runtime.Name)?.Warnings(runtime, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) ?? [];

    private static RuntimeFamily Toolchain(string name, string standard, IReadOnlyList<RuntimeLine> lines, string repository) =>
        new(name, standard, lines) { Repository = repository, HasEveryRelease = true };
}
