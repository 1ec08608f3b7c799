using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Prisma generates a client from its schema and, before version 7, brings an engine for each system.
/// <see href="https://www.prisma.io/docs/orm/reference/prisma-schema-reference#binarytargets-options"/></summary>
/// <param name="Schema">Path of the schema; null when it is not where Prisma looks.</param>
/// <param name="Targets">Systems that the schema asks for, each with its line.</param>
/// <param name="HasEngine">Whether there is an engine at all.</param>
/// <param name="CanGenerate">Whether Prisma's program is among the dependencies.</param>
internal sealed partial record Prisma(string? Schema, IReadOnlyList<string> Targets, bool HasEngine, bool CanGenerate)
{
    private static readonly string[] Schemas = ["prisma/schema.prisma", "schema.prisma", "prisma/schema/schema.prisma"];

    public static Prisma? Of(NodeApp app)
    {
        if (app.Manifest?.Find("@prisma/client") is not { } client) return null;
        var schema = app.Directory.FirstOf(Schemas);
        var text = schema is null ? "" : app.Directory.ReadSource(schema) ?? "";
        var targets = BinaryTargets().Match(text);
        return new Prisma(schema, [.. Quoted().Matches(targets.Groups["list"].Value).Select(match => match.Groups["name"].Value)],
            !ClientEngine().IsMatch(text) && !VersionSeven().IsMatch(client.Constraint), app.Manifest.FindAnywhere("prisma") is not null);
    }

    /// <summary>Prisma's name of the image's system.</summary>
    public static string TargetOf(LambdaArchitecture architecture, LinuxDistribution? distribution) => (architecture, distribution) switch
    {
        (LambdaArchitecture.Arm64, LinuxDistribution.Alpine) => "linux-musl-arm64-openssl-3.0.x",
        (_, LinuxDistribution.Alpine) => "linux-musl-openssl-3.0.x",
        (LambdaArchitecture.Arm64, _) => "linux-arm64-openssl-3.0.x",
        (_, LinuxDistribution.Debian) => "debian-openssl-3.0.x",
        _ => "rhel-openssl-3.0.x",
    };

    [GeneratedRegex(@"binaryTargets\s*=\s*\[(?<list>[^\]]*)\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BinaryTargets();

    [GeneratedRegex(@"""(?<name>[^""]+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"engineType\s*=\s*""client""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ClientEngine();

    [GeneratedRegex(@"^[\^~>=v ]*([7-9]|\d\d)(\.|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionSeven();
}
