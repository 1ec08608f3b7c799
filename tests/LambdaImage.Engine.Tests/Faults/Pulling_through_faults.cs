using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit.Faults;

namespace LambdaImage.Engine.Tests.Faults;

/// <summary>Whatever goes wrong while an image is read: every byte is right in the end, or the failure is told, and the cache never
/// keeps what is not whole.</summary>
[Collection(nameof(BusyRegistry))]
public sealed class Pulling_through_faults : IAsyncLifetime, IDisposable
{
    private const int Half = FaultWorld.LayerSize / 2;

    private readonly FaultWorld _world = new();
    private readonly ScratchFolder _scratch = new();

    private string Blobs => _scratch["cache/blobs"];

    private string Documents => _scratch["cache/documents"];

    public static TheoryData<string, int> Everywhere()
    {
        var cases = new TheoryData<string, int>();
        foreach (var step in new[] { Phase.GetManifest, Phase.GetBlob })
        {
            for (var moment = 0; moment < Moments.Length; moment++) cases.Add(step.ToString(), moment);
        }

        return cases;
    }

    private static readonly Fault[] Moments =
    [
        Fault.LoseRequest, Fault.LoseAnswer, Fault.CutAnswer(0), Fault.CutAnswer(100), Fault.Answer(429, retryAfter: 7), Fault.Answer(500),
        Fault.Answer(503),
    ];

    public Task InitializeAsync() => _world.SeedAsync();

    [SkippableTheory]
    [MemberData(nameof(Everywhere))]
    public async Task What_passes_is_waited_for(string step, int moment)
    {
        _world.Proxy.Plan(Enum.Parse<Phase>(step), Moments[moment]);
        await KeepAsync();
        _world.Proxy.Seen.ShouldContain(each => each.Fault == Moments[moment]);
        ShouldBeWhole(layers: 2);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(Half)]
    [InlineData(FaultWorld.LayerSize - 1)]
    public async Task A_layer_that_is_cut_is_gone_on_with(long after)
    {
        var image = await _world.OpenAsync();
        _world.Proxy.Plan(Phase.GetBlob, Fault.CutAnswer(after));
        await KeepAsync(image.Layers[0]);
        ShouldBeWhole(layers: 1);
    }

    [SkippableFact]
    public async Task A_layer_that_ends_early_with_a_straight_face_is_gone_on_with()
    {
        var image = await _world.OpenAsync();
        _world.Proxy.Plan(Phase.GetBlob, Fault.EndAnswer(Half)).Plan(Phase.GetBlob, Fault.EndAnswer(1000));
        await KeepAsync(image.Layers[0]);
        _world.Proxy.Count(Phase.GetBlob).ShouldBe(4);
        ShouldBeWhole(layers: 1);
    }

    [SkippableFact]
    public async Task A_layer_that_never_goes_on_is_told_and_nothing_of_it_is_kept()
    {
        var image = await _world.OpenAsync();
        _world.Proxy.Plan(Phase.GetBlob, Fault.EndAnswer(1000)).Plan(Phase.GetBlob, Fault.EndAnswer(0), times: 1000);
        var error = await Should.ThrowAsync<LambdaImageException>(() => KeepAsync(image.Layers[0]));
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldContain("the answer ended early");
        error.Remedy.ShouldContain("Try again");
        ShouldBeWhole(layers: 0);

        _world.Proxy.Heal();
        await KeepAsync(image.Layers[0]);
        ShouldBeWhole(layers: 1);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(Half)]
    [InlineData(FaultWorld.LayerSize - 1)]
    public async Task A_layer_with_wrong_bytes_is_told_and_nothing_of_it_is_kept(long at)
    {
        var image = await _world.OpenAsync();
        _world.Proxy.Plan(Phase.GetBlob, Fault.SpoilAnswer(at));
        var error = await Should.ThrowAsync<LambdaImageException>(() => KeepAsync(image.Layers[0]));
        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        error.Message.ShouldContain(image.Layers[0].Descriptor.DigestText);
        error.Remedy.ShouldContain("Try again");
        ShouldBeWhole(layers: 0);

        await KeepAsync(image.Layers[0]);
        ShouldBeWhole(layers: 1);
    }

    [SkippableTheory]
    [InlineData(nameof(Phase.GetManifest))]
    [InlineData(nameof(Phase.GetBlob))]
    public async Task A_document_with_wrong_bytes_is_told_and_not_kept(string step)
    {
        _world.Proxy.Plan(Enum.Parse<Phase>(step), Fault.SpoilAnswer(30));
        var error = await Should.ThrowAsync<LambdaImageException>(() => KeepAsync());
        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        error.Remedy.ShouldContain("Try again");
        ShouldBeWhole(layers: 0);

        await KeepAsync();
        ShouldBeWhole(layers: 2);
    }

    [SkippableFact]
    public async Task A_document_that_is_cut_short_with_a_straight_face_is_told_and_not_kept()
    {
        _world.Proxy.Plan(Phase.GetManifest, Fault.EndAnswer(100));
        (await Should.ThrowAsync<LambdaImageException>(() => KeepAsync())).Kind.ShouldBe(ErrorKind.DigestMismatch);
        ShouldBeWhole(layers: 0);
    }

    [SkippableFact]
    public async Task Wrong_bytes_are_not_passed_on_to_another_registry()
    {
        using var target = new FaultWorld();
        var image = await _world.OpenAsync();
        _world.Proxy.Plan(Phase.GetBlob, Fault.SpoilAnswer(Half));
        var error = await Should.ThrowAsync<LambdaImageException>(() => target.PushAsync(image: image));
        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        await target.ShouldNotBeThereAsync();

        await target.PushAsync(image: image);
        await target.ShouldBeThereAsync(image);
    }

    [SkippableFact]
    public async Task Both_ends_of_a_copy_may_break()
    {
        using var target = new FaultWorld();
        var image = await _world.OpenAsync();
        _world.Proxy.Plan(Phase.GetBlob, Fault.CutAnswer(Half)).Plan(Phase.GetBlob, Fault.Answer(503));
        target.Proxy.Plan(Phase.SendBytes, Fault.CutRequest(1000)).Plan(Phase.SendBytes, Fault.LoseAnswer);
        await target.PushAsync(image: image);
        await target.ShouldBeThereAsync(image);
    }

    [SkippableTheory]
    [InlineData(nameof(Phase.GetManifest), 0)]
    [InlineData(nameof(Phase.GetManifest), 100)]
    [InlineData(nameof(Phase.GetBlob), Half)]
    public async Task A_registry_that_falls_silent_is_given_up_and_asked_again(string step, long after)
    {
        _world.PassTimeInSilence(TimeSpan.FromMinutes(6));
        var image = await _world.OpenAsync();
        _world.Proxy.Plan(Enum.Parse<Phase>(step), Fault.HoldAnswer(after));
        image = step == nameof(Phase.GetManifest) ? await _world.OpenAsync() : image;
        await KeepAsync(image.Layers[0]);
        ShouldBeWhole(layers: 1);
        _world.Reporter.Lines.Where(line => line.Level == LogLevel.Warning).ShouldHaveSingleItem().Message
            .ShouldMatch($"^({_world.Proxy.Address.Split(':')[0]} kept silent|Nothing was received) for 90 s \\(GET http://{_world.Proxy.Address}/v2/.+\\): trying again\\.$");
    }

    [SkippableFact]
    public async Task A_slow_line_is_no_silent_one()
    {
        var patience = new HttpTimeouts(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var image = await _world.OpenAsync(_world.Catalog(TimeProvider.System, patience));
        _world.Proxy.Plan(Phase.GetBlob, Fault.Slow(FaultWorld.LayerSize / 30, TimeSpan.FromMilliseconds(70)));
        await KeepAsync(image.Layers[0]);
        ShouldBeWhole(layers: 1);
    }

    [SkippableFact]
    public async Task A_token_that_ends_while_an_image_is_read_is_renewed()
    {
        using var world = new FaultWorld(new TokenGate());
        await world.SeedAsync();
        world.Proxy.Plan(Phase.GetManifest, Fault.ExpireTokens).Plan(Phase.GetBlob, Fault.ExpireTokens);
        var image = await world.OpenAsync();
        world.Proxy.Plan(Phase.GetBlob, Fault.CutAnswer(Half)).Plan(Phase.GetBlob, Fault.ExpireTokens);
        await FaultWorld.ReadAsync(image);
        world.Proxy.Tokens!.Issued.ShouldBeGreaterThanOrEqualTo(3);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _world.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Opens the image by its digest and keeps all of it, as a build does.</summary>
    private async Task KeepAsync()
    {
        var image = await _world.OpenAsync(
            _world.Catalog(documents: new StoredDocuments(Documents)), _world.Target.WithDigest(_world.Image.Descriptor.Digest).ToString());
        foreach (var layer in image.Layers) await KeepAsync(layer);
    }

    private Task KeepAsync(ILayer layer) => new StoredBlobs(Blobs).GetAsync(layer, null, CancellationToken.None);

    /// <summary>The cache holds so many layers, everything in it has the digest it is named by, and nothing else is there.</summary>
    private void ShouldBeWhole(int layers)
    {
        if (Directory.Exists(Blobs)) Directory.GetFiles(Blobs).Length.ShouldBe(layers);
        else layers.ShouldBe(0);
        foreach (var folder in new[] { Blobs, Documents }.Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder)) Digest.Of(File.ReadAllBytes(file)).Hex.ShouldBe(Path.GetFileName(file));
        }
    }
}
