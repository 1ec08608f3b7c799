namespace LambdaImage.Engine.Runtimes;

/// <summary>The runtimes that images are made for, their base images and how long Lambda supports them.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"/></summary>
internal static class LambdaBaseImages
{
    /// <summary>Repository prefix of AWS's base images. <see href="https://gallery.ecr.aws/lambda/"/></summary>
    public const string Registry = "public.ecr.aws/lambda";

    /// <summary>Mirror of Docker's official images, which does not share Docker Hub's rate limit.</summary>
    public const string OfficialImages = "public.ecr.aws/docker/library";

    /// <summary>Folder of the function's code in every Lambda image: <c>LAMBDA_TASK_ROOT</c>.</summary>
    public const string TaskRoot = "/var/task";

    public static RuntimeFamily Node { get; } = new("nodejs", "24",
        [new("20", new DateOnly(2026, 4, 30)), new("22", new DateOnly(2027, 4, 30)), new("24", new DateOnly(2028, 4, 30))]);

    public static RuntimeFamily Python { get; } = new("python", "3.13",
        [
            new("3.10", new DateOnly(2026, 10, 31)), new("3.11", new DateOnly(2027, 6, 30)), new("3.12", new DateOnly(2028, 10, 31)),
            new("3.13", new DateOnly(2029, 6, 30)), new("3.14", new DateOnly(2029, 6, 30)),
        ]);

    public static RuntimeFamily Dotnet { get; } = new("dotnet", "10",
        [new("8", new DateOnly(2026, 11, 10)), new("9", new DateOnly(2026, 11, 10)), new("10", new DateOnly(2028, 11, 14))]);

    /// <summary>Versions of Docker's official Ruby images that are maintained; the web adapter runs on them, so AWS's
    /// table does not matter.</summary>
    public static RuntimeFamily Ruby { get; } = new("ruby", "3.4",
        [new("3.2", new DateOnly(2026, 3, 31)), new("3.3", new DateOnly(2027, 3, 31)), new("3.4", new DateOnly(2028, 3, 31))]);

    /// <summary>Versions of Bref 3. <see href="https://bref.sh/docs/deploy/docker"/></summary>
    public static RuntimeFamily Php { get; } = new("php", "8.4", [new("8.2"), new("8.3"), new("8.4"), new("8.5")]);

    public static RuntimeFamily Provided { get; } = new("provided", "al2023", [new("al2", new DateOnly(2026, 6, 30)), new("al2023")]);

    public static IReadOnlyList<RuntimeFamily> Families { get; } = [Dotnet, Node, Php, Provided, Python, Ruby];

    /// <summary>AWS's base image of a runtime version.</summary>
    /// <exception cref="LambdaImageException">There is none.</exception>
    public static string Image(LambdaRuntime runtime)
    {
        Family(runtime.Name)?.Require(runtime);
        return $"{Registry}/{runtime.Name}:{runtime.Version}";
    }

    public static RuntimeFamily? Family(string name) => Families.FirstOrDefault(family => family.Name == name);

    /// <summary>What deserves a look about a version, for example the end of its support.</summary>
    public static IEnumerable<string> Warnings(LambdaRuntime runtime, TimeProvider time) =>
        Family(runtime.Name)?.Warnings(runtime, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) ?? [];
}
