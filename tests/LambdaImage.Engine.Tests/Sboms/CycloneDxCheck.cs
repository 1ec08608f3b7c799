using System.Text.Json;
using LambdaImage.Engine.Sboms;

namespace LambdaImage.Engine.Tests.Sboms;

/// <summary>What CycloneDX's schema for 1.6 demands of the parts of it that are written here: members, types, patterns, and references that lead somewhere.
/// <see href="https://cyclonedx.org/schema/bom-1.6.schema.json"/></summary>
internal static class CycloneDxCheck
{
    private static readonly Dictionary<string, int> Hashes = new() { ["SHA-1"] = 40, ["SHA-256"] = 64, ["SHA-384"] = 96, ["SHA-512"] = 128 };

    public static void Run(byte[] bytes)
    {
        var bom = JsonDocument.Parse(bytes).RootElement;
        Members(bom, ["$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies", "compositions"]);
        Text(bom, "bomFormat").ShouldBe("CycloneDX");
        Text(bom, "specVersion").ShouldBe("1.6");
        Text(bom, "serialNumber")!.ShouldMatch("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
        bom.GetProperty("version").GetInt32().ShouldBe(1);
        var metadata = bom.GetProperty("metadata");
        Members(metadata, ["timestamp", "tools", "component"]);
        if (metadata.TryGetProperty("timestamp", out var time)) time.GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        var tool = metadata.GetProperty("tools").GetProperty("components").EnumerateArray().ShouldHaveSingleItem();
        Members(tool, ["type", "name", "version"]);
        JsonElement[] components = [.. bom.GetProperty("components").EnumerateArray()];
        Component(metadata.GetProperty("component"));
        foreach (var component in components) Component(component);
        var references = components.Append(metadata.GetProperty("component")).Select(component => Text(component, "bom-ref")!).ToList();
        references.ShouldBeUnique();
        var dependencies = bom.GetProperty("dependencies").EnumerateArray().ToList();
        dependencies.Select(dependency => Text(dependency, "ref")).ShouldBeUnique();
        foreach (var dependency in dependencies)
        {
            Members(dependency, ["ref", "dependsOn"]);
            string[] needs = [.. dependency.GetProperty("dependsOn").EnumerateArray().Select(need => need.GetString()!)];
            needs.ShouldBeUnique();
            foreach (var reference in needs.Append(Text(dependency, "ref")!)) references.ShouldContain(reference);
        }

        foreach (var composition in bom.GetProperty("compositions").EnumerateArray())
        {
            Text(composition, "aggregate").ShouldBe("incomplete");
            references.ShouldContain(composition.GetProperty("assemblies")[0].GetString()!);
        }
    }

    private static void Component(JsonElement component)
    {
        Members(component, ["type", "bom-ref", "group", "name", "version", "scope", "hashes", "licenses", "purl", "externalReferences", "properties", "evidence"]);
        Text(component, "type").ShouldBeOneOf("container", "library");
        Text(component, "name").ShouldNotBeNullOrEmpty();
        Text(component, "purl")!.ShouldMatch(@"^pkg:[a-z]+/[A-Za-z0-9._~%:/-]+(@[A-Za-z0-9._~%:-]+)?(\?[a-z_]+=[A-Za-z0-9._~%:-]+(&[a-z_]+=[A-Za-z0-9._~%:-]+)*)?$");
        if (Text(component, "scope") is { } scope) scope.ShouldBeOneOf("required", "optional");
        HashesOf(component);
        foreach (var licence in List(component, "licenses"))
        {
            if (licence.TryGetProperty("expression", out var expression)) expression.GetString().ShouldNotBeNullOrEmpty();
            else (Text(licence.GetProperty("license"), "id") is { } id ? SpdxLicences.IsId(id) : Text(licence.GetProperty("license"), "name") is { Length: > 0 }).ShouldBeTrue();
        }

        if (List(component, "licenses").Any(licence => licence.TryGetProperty("expression", out _))) List(component, "licenses").Count().ShouldBe(1);
        foreach (var reference in List(component, "externalReferences"))
        {
            Uri.IsWellFormedUriString(Text(reference, "url"), UriKind.Absolute).ShouldBeTrue();
            Text(reference, "type").ShouldBe("distribution");
            HashesOf(reference);
        }

        foreach (var property in List(component, "properties")) Members(property, ["name", "value"]);
        if (component.TryGetProperty("evidence", out var evidence)) Members(evidence.GetProperty("occurrences")[0], ["location", "line"]);
    }

    private static void HashesOf(JsonElement element)
    {
        foreach (var hash in List(element, "hashes"))
        {
            Text(hash, "content")!.ShouldMatch("^[0-9a-f]+$");
            Text(hash, "content")!.Length.ShouldBe(Hashes[Text(hash, "alg")!]);
        }
    }

    private static void Members(JsonElement element, string[] allowed) => element.EnumerateObject().Select(member => member.Name).ShouldBeSubsetOf(allowed);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IEnumerable<JsonElement> List(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.EnumerateArray() : [];
}
