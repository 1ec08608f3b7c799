namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>What single packages need besides system packages: variables and steps of their own.</summary>
internal sealed record NodeExtras
{
    /// <summary>Folder of Playwright's browsers in the image.</summary>
    public const string Browsers = "/opt/browsers";

    /// <summary>Variables of the build.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Build { get; init; } = [];

    /// <summary>Variables of the image.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Run { get; init; } = [];

    /// <summary>Whether Prisma's client is generated.</summary>
    public Prisma? Prisma { get; init; }

    /// <summary>Whether Playwright's browser is fetched.</summary>
    public bool HasPlaywright { get; init; }

    public static NodeExtras Of(NodeApp app, LambdaRuntime runtime, NodeParent parent)
    {
        var browser = parent.Needs.Reasons.FirstOrDefault(need => need.Dependency.Name == "puppeteer") is not null && !parent.Image.IsLambda;
        var playwright = parent.Needs.Reasons.FirstOrDefault(need => need.Dependency.Name == "playwright") is not null && !parent.Image.IsLambda;
        var isPacked = app.Manifest?.Find("@sparticuz/chromium") is not null && parent.Image.Distribution == LinuxDistribution.AmazonLinux2023;
        return new NodeExtras
        {
            Build =
            [
                // Debian's Chromium is for arm64 too; the one that Puppeteer downloads is not.
                .. browser ? [KeyValuePair.Create("PUPPETEER_SKIP_DOWNLOAD", "true")] : Array.Empty<KeyValuePair<string, string>>(),
                .. playwright ? [KeyValuePair.Create("PLAYWRIGHT_BROWSERS_PATH", Browsers)] : Array.Empty<KeyValuePair<string, string>>(),
            ],
            Run =
            [
                .. browser ? [KeyValuePair.Create("PUPPETEER_EXECUTABLE_PATH", "/usr/bin/chromium")] : Array.Empty<KeyValuePair<string, string>>(),
                .. playwright ? [KeyValuePair.Create("PLAYWRIGHT_BROWSERS_PATH", Browsers)] : Array.Empty<KeyValuePair<string, string>>(),
                // It unpacks its libraries only where it believes to be in Lambda, and Lambda does not tell images.
                .. isPacked ? [KeyValuePair.Create("AWS_LAMBDA_JS_RUNTIME", $"nodejs{runtime.Version}.x")] : Array.Empty<KeyValuePair<string, string>>(),
            ],
            Prisma = Prisma.Of(app),
            HasPlaywright = playwright,
        };
    }
}
