using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LambdaImage.Engine.Deployments.Releases;

namespace LambdaImage.Engine.Sboms;

/// <summary>Writes an SBOM as CycloneDX 1.6 in JSON. The same contents give the same bytes, on every machine.
/// <see href="https://cyclonedx.org/docs/1.6/json/"/></summary>
internal static class CycloneDxWriter
{
    public const string MediaType = "application/vnd.cyclonedx+json";

    /// <summary>Name space of URLs for identifiers made of names. <see href="https://www.rfc-editor.org/rfc/rfc9562#name-namespace-id-usage-and-alloc"/></summary>
    private static readonly Guid UrlNamespace = new("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="sbom">The contents.</param>
    /// <param name="time">The time to tell; null: none, so that the bytes stay the same.</param>
    public static byte[] Write(Sbom sbom, DateTimeOffset? time)
    {
        // The serial number is made of everything else: two documents that differ are never taken for one.
        var unnumbered = Write(sbom, time, serial: null);
        return Write(sbom, time, $"urn:uuid:{Named(sbom.Image.Purl + "\n" + Convert.ToHexString(SHA256.HashData(unnumbered)))}");
    }

    private static byte[] Write(Sbom sbom, DateTimeOffset? time, string? serial)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.6");
            if (serial is not null) json.WriteString("serialNumber", serial);
            json.WriteNumber("version", 1);
            WriteMetadata(json, sbom, time);
            json.WriteStartArray("components");
            foreach (var part in sbom.Parts) WriteComponent(json, part, isPart: true);
            json.WriteEndArray();
            WriteDependencies(json, sbom);
            // Packages that the base image brings along are not listed one by one.
            json.WriteStartArray("compositions");
            json.WriteStartObject();
            json.WriteString("aggregate", "incomplete");
            WriteTexts(json, "assemblies", [sbom.Image.Purl]);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        // Line ends of the writer are those of the machine.
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.ToArray()).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n");
    }

    private static void WriteMetadata(Utf8JsonWriter json, Sbom sbom, DateTimeOffset? time)
    {
        var tool = new ReleaseFacts().Tool.Split('/');
        json.WriteStartObject("metadata");
        if (time is { } moment) json.WriteString("timestamp", moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", tool[0]);
        json.WriteString("version", tool[1]);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WritePropertyName("component");
        WriteComponent(json, sbom.Image, isPart: false);
        json.WriteEndObject();
    }

    private static void WriteComponent(Utf8JsonWriter json, SbomPart part, bool isPart)
    {
        json.WriteStartObject();
        json.WriteString("type", part.Type);
        json.WriteString("bom-ref", part.Purl);
        if (part.Group is not null) json.WriteString("group", part.Group);
        json.WriteString("name", part.Name);
        if (part.Version is not null) json.WriteString("version", part.Version);
        if (isPart) json.WriteString("scope", part.IsOptional ? "optional" : "required");
        if (part.Hash is { } hash) WriteHashes(json, [hash]);
        WriteLicences(json, part.Licences);
        json.WriteString("purl", part.Purl);
        if (part.Archives.Count > 0)
        {
            json.WriteStartArray("externalReferences");
            json.WriteStartObject();
            json.WriteString("url", part.ArchivesUrl);
            json.WriteString("type", "distribution");
            WriteHashes(json, part.Archives);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (part.Checksum is var (name, value))
        {
            json.WriteStartArray("properties");
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (part.Place is var (file, line))
        {
            json.WriteStartObject("evidence");
            json.WriteStartArray("occurrences");
            json.WriteStartObject();
            json.WriteString("location", file);
            if (line > 0) json.WriteNumber("line", line);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteHashes(Utf8JsonWriter json, IEnumerable<SbomHash> hashes)
    {
        json.WriteStartArray("hashes");
        foreach (var hash in hashes)
        {
            json.WriteStartObject();
            json.WriteString("alg", hash.Algorithm);
            json.WriteString("content", hash.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>An expression stands alone; licences with an identifier and those with a name only may stand together.</summary>
    private static void WriteLicences(Utf8JsonWriter json, IReadOnlyList<string> licences)
    {
        if (licences.Count == 0) return;
        var expression = licences is [var single] && SpdxLicences.IsExpression(single) ? single
            : licences.Count > 1 && licences.All(SpdxLicences.IsId) ? string.Join(" OR ", licences)
            : null;
        json.WriteStartArray("licenses");
        if (expression is not null)
        {
            json.WriteStartObject();
            json.WriteString("expression", expression);
            json.WriteEndObject();
        }
        else
        {
            foreach (var licence in licences)
            {
                json.WriteStartObject();
                json.WriteStartObject("license");
                json.WriteString(SpdxLicences.IsId(licence) ? "id" : "name", licence);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteDependencies(Utf8JsonWriter json, Sbom sbom)
    {
        var known = sbom.Parts.Select(part => part.Purl).ToHashSet(StringComparer.Ordinal);
        json.WriteStartArray("dependencies");
        Write(sbom.Image.Purl, sbom.Roots);
        foreach (var part in sbom.Parts.Where(part => part.Needs is not null)) Write(part.Purl, part.Needs!);
        json.WriteEndArray();

        void Write(string purl, IEnumerable<string> needs)
        {
            json.WriteStartObject();
            json.WriteString("ref", purl);
            WriteTexts(json, "dependsOn", needs.Where(need => known.Contains(need) && need != purl));
            json.WriteEndObject();
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A version 5 identifier: the same name always gives the same. <see href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5"/></summary>
    private static Guid Named(string name)
    {
#pragma warning disable CA5350 // What version 5 is defined with; nothing is protected by it.
        var hash = SHA1.HashData([.. UrlNamespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
