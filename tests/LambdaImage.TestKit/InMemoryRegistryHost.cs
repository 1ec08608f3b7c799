using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Oci;

namespace LambdaImage.TestKit;

/// <summary>One registry of an <see cref="InMemoryRegistry"/>: its repositories, and the ways in which it differs from
/// others.</summary>
internal sealed partial class InMemoryRegistryHost(string authority, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, InMemoryRepository> _repositories = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<long> _breaks = new();
    private readonly ConcurrentQueue<long> _uploadBreaks = new();
    private readonly ConcurrentDictionary<string, InMemoryUpload> _uploads = new(StringComparer.Ordinal);

    public InMemoryRegistryAuth Auth { get; set; } = new InMemoryRegistryAuth.None();

    public bool CreatesRepositories { get; set; } = true;

    public bool AllowsMounts { get; set; } = true;

    public bool HasImmutableTags { get; set; }

    /// <summary>Whether it takes images with layers that are kept elsewhere.</summary>
    public bool TakesForeignLayers { get; set; }

    public bool RedirectsBlobs { get; set; }

    public bool SupportsRanges { get; set; } = true;

    /// <summary>Whether an interrupted upload can be gone on with.</summary>
    public bool ResumesUploads { get; set; } = true;

    public long MinimumPart { get; set; } = 1;

    public long? LargestRequest { get; set; }

    /// <summary>Status of an accepted part: 202 by the specification, 201 from ECR.</summary>
    public int PartStatus { get; set; } = 202;

    /// <summary>Whether HEAD tells the digest.</summary>
    public bool StatesDigests { get; set; } = true;

    /// <summary>Whether it lists what refers to an image.</summary>
    public bool ListsReferrers { get; set; }

    /// <summary>Address that upload sessions are sent to; null: this host.</summary>
    public string? UploadsAt { get; set; }

    public InMemoryRepository Repository(string name) =>
        _repositories.GetOrAdd(name, static _ => new InMemoryRepository());

    public bool Has(string repository) => _repositories.ContainsKey(repository);

    /// <summary>Lets the next downloads of blobs break after so many bytes, one number for each.</summary>
    public void BreakDownloadsAfter(params long[] bytes) => Array.ForEach(bytes, _breaks.Enqueue);

    /// <summary>Lets the next uploads break after so many bytes, one number for each.</summary>
    public void BreakUploadsAfter(params long[] bytes) => Array.ForEach(bytes, _uploadBreaks.Enqueue);

    public async Task<HttpResponseMessage> AnswerAsync(
        HttpRequestMessage request, RecordedRequest record, CancellationToken cancel)
    {
        if (record.Path == "/v2/") return Auth.Refuse(record, [], clock) ?? RegistryAnswer.Status(200);
        if (Route().Match(record.Path) is not { Success: true } route)
            return RegistryAnswer.Error(404, "", "page not found");
        var (name, kind, rest) = (route.Groups["name"].Value, route.Groups["kind"].Value, route.Groups["rest"].Value);
        if (Auth.Refuse(record, Scopes(record, name), clock) is { } refusal) return refusal;
        if (!CreatesRepositories && !Has(name))
            return RegistryAnswer.Error(404, "NAME_UNKNOWN", $"The repository with name '{name}' does not exist");
        return kind switch
        {
            "manifests" when record.Method == "PUT" =>
                await PutManifestAsync(Repository(name), rest, request, record, cancel),
            "manifests" => ReadManifest(name, rest, record),
            "referrers" => ReadReferrers(name, rest),
            "blobs/uploads" when rest.Length == 0 => StartUpload(name, record),
            "blobs/uploads" => await UploadAsync(name, rest, request, record, cancel),
            _ => ReadBlob(name, rest, record),
        };
    }

    /// <summary>What the storage behind this registry answers; null: it is not here.</summary>
    public HttpResponseMessage? ReadStored(RecordedRequest record) =>
        RedirectsBlobs && Digest.TryParse(record.Path.Trim('/'), out var digest)
        && _repositories.Values.Select(each => each.Find(digest)).FirstOrDefault(each => each is not null) is { } blob
            ? Blob(blob, record)
            : null;

    private static List<string> Scopes(RecordedRequest record, string name)
    {
        List<string> scopes = [$"repository:{name}:{(record.Method is "GET" or "HEAD" ? "pull" : "pull,push")}"];
        if (record.Query("from") is { } from) scopes.Add($"repository:{from}:pull");
        return scopes;
    }

    private HttpResponseMessage ReadManifest(string name, string selector, RecordedRequest record)
    {
        if (!_repositories.TryGetValue(name, out var repository) || repository.Resolve(selector) is not { } manifest)
            return RegistryAnswer.Error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        if (!record.Headers.GetValueOrDefault("Accept", "").Contains(manifest.MediaType, StringComparison.Ordinal))
            return RegistryAnswer.Error(404, "MANIFEST_UNKNOWN", "the Accept header does not support the media type");
        var answer = RegistryAnswer.Status(200);
        answer.Content = new ByteArrayContent(record.Method == "HEAD" ? [] : manifest.Bytes);
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", manifest.StatedType ?? manifest.MediaType);
        answer.Content.Headers.ContentLength = manifest.Bytes.Length;
        return StatesDigests ? answer.Stating(manifest.StatedDigest ?? Digest.Of(manifest.Bytes)) : answer;
    }

    private HttpResponseMessage ReadReferrers(string name, string subject)
    {
        if (!ListsReferrers) return RegistryAnswer.Error(404, "", "page not found");
        var found = Repository(name).Manifests.Select(digest => (Digest: digest, Manifest: Repository(name).Resolve(digest.Value)!))
            .Where(each => JsonDocument.Parse(each.Manifest.Bytes).RootElement.TryGetProperty("subject", out var about) && about.GetProperty("digest").GetString() == subject)
            .Select(each => Descriptor.Of(each.Manifest.MediaType, each.Digest, each.Manifest.Bytes.Length));
        var answer = RegistryAnswer.Status(200);
        answer.Content = new ByteArrayContent(OciJson.Write(new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = [.. found] }));
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", MediaTypes.OciIndex);
        return answer;
    }

    private async Task<HttpResponseMessage> PutManifestAsync(
        InMemoryRepository repository, string selector, HttpRequestMessage request, RecordedRequest record,
        CancellationToken cancel)
    {
        var bytes = await request.Content!.ReadAsByteArrayAsync(cancel);
        record.Received = bytes.Length;
        var digest = Digest.Of(bytes);
        using var document = JsonDocument.Parse(bytes);
        foreach (var referenced in Referenced(document.RootElement, TakesForeignLayers))
        {
            if (repository.Find(referenced) is null && repository.Resolve(referenced.Value) is null)
                return RegistryAnswer.Error(404, "MANIFEST_BLOB_UNKNOWN", $"blob unknown to registry: {referenced}");
        }

        if (Digest.TryParse(selector, out var asked) && asked != digest)
            return RegistryAnswer.Error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        var isTag = !Digest.TryParse(selector, out _);
        if (isTag && HasImmutableTags && repository.Tags.ContainsKey(selector))
            return RegistryAnswer.Error(400, "TAG_INVALID",
                $"The image tag '{selector}' already exists and cannot be overwritten because the tag is immutable.");
        repository.Add(bytes, record.Headers["Content-Type"]);
        if (isTag) repository.Tags[selector] = digest;
        return RegistryAnswer.Status(201).Stating(digest);
    }

    private static IEnumerable<Digest> Referenced(JsonElement manifest, bool withoutForeign)
    {
        if (manifest.TryGetProperty("manifests", out var listed))
        {
            foreach (var image in listed.EnumerateArray()) yield return Digest.Parse(image.GetProperty("digest").GetString()!);
            yield break;
        }

        yield return Digest.Parse(manifest.GetProperty("config").GetProperty("digest").GetString()!);
        foreach (var layer in manifest.GetProperty("layers").EnumerateArray().Where(
            layer => !withoutForeign || !layer.GetProperty("mediaType").GetString()!.Contains("foreign", StringComparison.Ordinal)))
            yield return Digest.Parse(layer.GetProperty("digest").GetString()!);
    }

    private HttpResponseMessage ReadBlob(string name, string digestText, RecordedRequest record)
    {
        if (!_repositories.TryGetValue(name, out var repository)
            || repository.Find(Digest.Parse(digestText)) is not { } blob)
            return RegistryAnswer.Error(404, "BLOB_UNKNOWN", "blob unknown to registry");
        if (record.Method == "HEAD") return Blob(blob, record);
        return RedirectsBlobs
            ? RegistryAnswer.Status(307)
                .With("Location", $"https://{InMemoryRegistry.StorageHost}/{digestText}?X-Amz-Signature=topsecret")
            : Blob(blob, record);
    }

    private HttpResponseMessage Blob(InMemoryBlob blob, RecordedRequest record)
    {
        var from = SupportsRanges && record.Headers.TryGetValue("Range", out var range)
            ? long.Parse(range.Split('=')[1].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        var answer = RegistryAnswer.Status(from > 0 ? 206 : 200);
        if (record.Method == "HEAD")
        {
            answer.Content.Headers.ContentLength = blob.Size;
            return answer.Stating(blob.Digest);
        }

        var broken = _breaks.TryDequeue(out var limit) ? limit : long.MaxValue;
        answer.Content = new StreamContent(new BreakingStream(blob.Open(from), broken));
        answer.Content.Headers.ContentLength = blob.Size - from;
        if (from > 0) answer.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, blob.Size - 1, blob.Size);
        return answer;
    }

    private HttpResponseMessage StartUpload(string name, RecordedRequest record)
    {
        if (AllowsMounts && record.Query("mount") is { } wanted && record.Query("from") is { } from
            && _repositories.TryGetValue(from, out var source) && source.Find(Digest.Parse(wanted)) is { } blob)
        {
            Repository(name).Add(blob);
            return RegistryAnswer.Status(201).With("Location", $"/v2/{name}/blobs/{wanted}").Stating(blob.Digest);
        }

        var id = Guid.NewGuid().ToString("N");
        var upload = _uploads[id] = new InMemoryUpload();
        return Session(name, id, upload, 202);
    }

    private HttpResponseMessage Session(string name, string id, InMemoryUpload upload, int status) =>
        RegistryAnswer.Status(status)
        .With("Location", string.Create(
            CultureInfo.InvariantCulture, $"{UploadsAt}/v2/{name}/blobs/uploads/{id}?_state={upload.State}"))
        .With("Range", string.Create(CultureInfo.InvariantCulture, $"0-{Math.Max(upload.Size - 1, 0)}"));

    private async Task<HttpResponseMessage> UploadAsync(
        string name, string id, HttpRequestMessage request, RecordedRequest record, CancellationToken cancel)
    {
        if (!_uploads.TryGetValue(id, out var upload))
            return RegistryAnswer.Error(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
        if (record.Method == "GET") return ResumesUploads ? Session(name, id, upload, 204) : Drop(id);
        if (record.Query("_state") != upload.State.ToString(CultureInfo.InvariantCulture))
            return RegistryAnswer.Error(416, "BLOB_UPLOAD_INVALID", "not the newest address of the upload");
        var length = request.Content?.Headers.ContentLength ?? 0;
        if (length > LargestRequest) return RegistryAnswer.Status(413);
        if (record.Method == "PUT") return Finish(name, id, upload, record);
        if (record.Headers.TryGetValue("Content-Range", out var range)
            && !range.StartsWith(upload.Size.ToString(CultureInfo.InvariantCulture) + "-", StringComparison.Ordinal))
            return RegistryAnswer.Error(416, "BLOB_UPLOAD_INVALID", "the part does not begin where the last one ended");
        if (upload.HasShortPart) return RegistryAnswer.Error(400, "SIZE_INVALID", "only the last part may be short");
        upload.HasShortPart = length < MinimumPart;
        var broken = _uploadBreaks.TryDequeue(out var limit) ? limit : long.MaxValue;
        try
        {
            await request.Content!.CopyToAsync(new UploadSink(upload, record, broken), cancel);
        }
        finally
        {
            upload.State++;
        }

        return Session(name, id, upload, PartStatus);
    }

    private HttpResponseMessage Drop(string id)
    {
        _uploads.TryRemove(id, out _);
        return RegistryAnswer.Error(404, "BLOB_UPLOAD_INVALID", "upload resumed at wrong offset");
    }

    private HttpResponseMessage Finish(string name, string id, InMemoryUpload upload, RecordedRequest record)
    {
        _uploads.TryRemove(id, out _);
        var blob = upload.ToBlob();
        if (record.Query("digest") != blob.Digest.Value)
            return RegistryAnswer.Error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        Repository(name).Add(blob);
        return RegistryAnswer.Status(201).With("Location", $"https://{authority}/v2/{name}/blobs/{blob.Digest}")
            .Stating(blob.Digest);
    }

    [GeneratedRegex("^/v2/(?<name>.+?)/(?<kind>manifests|referrers|blobs/uploads|blobs)/(?<rest>[^/]*)$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Route();
}
