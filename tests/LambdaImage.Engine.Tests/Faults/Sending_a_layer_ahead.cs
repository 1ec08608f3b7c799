using System.Security.Cryptography;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Pushing;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;
using LambdaImage.TestKit.Faults;

namespace LambdaImage.Engine.Tests.Faults;

/// <summary>A large layer is on its way before it is whole. Whatever becomes of that, the image arrives as if there had been no head start.</summary>
[Collection(nameof(BusyRegistry))]
public sealed class Sending_a_layer_ahead : IDisposable
{
    private const int Piece = 1024 * 1024;
    private const int Large = (int)HeadStart.Smallest + (8 * Piece);

    private readonly FaultWorld _world = new();
    private readonly ScratchFolder _scratch = new();
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(Large);
    private readonly TestLayer _layer;
    private readonly RegistryCatalog _catalog;
    private readonly GrowingFile _file;

    public Sending_a_layer_ahead()
    {
        _layer = new TestLayer(_bytes);
        _catalog = _world.Catalog();
        _file = new GrowingFile(_scratch["layer"]);
    }

    private TestImage Image => TestImage.Of([_layer]);

    [SkippableFact]
    public async Task The_push_goes_on_where_the_head_start_is()
    {
        Begin();
        Write(Large - Piece);
        await SomeIsSentAsync();
        _world.Proxy.Count(Phase.SendBytes).ShouldBe(1);
        Write(Piece);
        Complete();
        var plan = await PlanAsync();
        plan.BytesToSend.ShouldBe(Large + Image.Manifest.Config.Size);
        var done = await plan.RunAsync(_world.Reporter, CancellationToken.None);

        done.BytesSent.ShouldBe(Large + Image.Manifest.Config.Size + (2 * Image.ManifestBytes.Length));
        done.Blobs[0].Transfer.ShouldBe(BlobTransfer.Uploaded);
        // One for the layer, one for the configuration.
        _world.Proxy.Count(Phase.StartUpload).ShouldBe(2);
        _world.Proxy.Count(Phase.SendBytes).ShouldBe(2);
        _layer.Opened.ShouldBe(0);
        await _world.ShouldBeThereAsync(Image);
    }

    [SkippableFact]
    public async Task Progress_begins_with_what_was_sent_ahead()
    {
        Begin();
        Write(Large);
        await SomeIsSentAsync();
        Complete();
        await PushAsync();
        var first = _world.Reporter.Progress.First(each => each.Activity.StartsWith("Upload " + _layer.Descriptor.DigestText[..19], StringComparison.Ordinal));
        first.Done.ShouldBeGreaterThan(0);
    }

    [SkippableFact]
    public async Task A_layer_that_stays_small_is_sent_once_it_is_whole()
    {
        var small = new TestLayer(_bytes[..(4 * Piece)]);
        Begin();
        Write(4 * Piece);
        _file.Complete(small.Descriptor);
        await _world.PushAsync(_catalog, TestImage.Of([small]));
        small.Opened.ShouldBe(1);
        _world.Proxy.Count(Phase.StartUpload).ShouldBe(2);
        _world.Reporter.Text.ShouldNotContain("while it is compressed");
    }

    [SkippableFact]
    public async Task A_layer_that_is_whole_before_its_repository_is_found_is_sent_as_any_other()
    {
        var found = new TaskCompletionSource();
        _catalog.HeadStarts.Begin(_file, async () =>
        {
            await found.Task;
            return await ClientAsync();
        });
        Write(Large);
        Complete();
        File.Delete(_scratch["layer"]);
        found.SetResult();
        await PushAsync();
        _world.Proxy.Count(Phase.StartUpload).ShouldBe(2);
        _world.Proxy.Count(Phase.AskUpload).ShouldBe(0);
        await _world.ShouldBeThereAsync(Image);
    }

    [SkippableFact]
    public async Task A_layer_that_is_gone_by_its_name_is_read_on()
    {
        Begin();
        Write(Large - Piece);
        await SomeIsSentAsync();
        File.Delete(_scratch["layer"]);
        Write(Piece);
        Complete();
        await PushAsync();
        _layer.Opened.ShouldBe(0);
        await _world.ShouldBeThereAsync(Image);
    }

    [SkippableFact]
    public async Task A_layer_that_turns_out_to_be_there_is_given_up()
    {
        await _world.SeedAsync(Image);
        Begin();
        Write(Large);
        await SomeIsSentAsync();
        Complete();
        var start = (await StartsAsync()).ShouldHaveSingleItem();
        await UntilAsync(() => start.Sent > 0);
        var plan = await PlanAsync();

        plan.NoChange.ShouldBeTrue();
        var done = await plan.RunAsync(_world.Reporter, CancellationToken.None);
        done.BytesSent.ShouldBeInRange(1, Large);
        done.Blobs[0].Transfer.ShouldBe(BlobTransfer.Existing);
        _world.Proxy.Count(Phase.CancelUpload).ShouldBe(1);
        _world.Reporter.Text.ShouldContain("had been sent ahead for nothing");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Those_of_a_build_that_fails_are_given_up(bool isWhole)
    {
        var ahead = new LayersAhead(_catalog.HeadStarts, ClientAsync);
        ahead.Begin(_file);
        Write(Large);
        await SomeIsSentAsync();
        if (isWhole) Complete();
        _file.Dispose();

        await ahead.GiveUpAsync(CancellationToken.None);

        (await StartsAsync()).ShouldBeEmpty();
        _world.Proxy.Count(Phase.CancelUpload).ShouldBeGreaterThan(0);
        _world.Reporter.Text.ShouldNotContain("is sent once it is compressed");
    }

    [SkippableFact]
    public async Task A_layer_that_two_images_have_is_sent_once()
    {
        using var twin = new GrowingFile(_scratch["twin"]);
        Begin();
        _catalog.HeadStarts.Begin(twin, ClientAsync);
        twin.Write(_bytes);
        Write(Large);
        await UntilAsync(() => _world.Proxy.Count(Phase.SendBytes) == 2);
        twin.Complete(_layer.Descriptor);
        Complete();
        await PushAsync();
        _layer.Opened.ShouldBe(0);
        _world.Proxy.Count(Phase.CancelUpload).ShouldBe(1);
        (await StartsAsync()).ShouldBeEmpty();
        await _world.ShouldBeThereAsync(Image);
    }

    [SkippableFact]
    public async Task Another_layer_or_repository_is_not_gone_on_with()
    {
        Begin();
        Write(Large);
        await SomeIsSentAsync();
        Complete();
        var other = _world.Target with { Repository = _world.Target.Repository + "-other" };
        var endpoint = (await _catalog.ForPushAsync(other, CancellationToken.None)).Endpoint;
        (await _catalog.HeadStarts.FindAsync(endpoint, _layer.Descriptor.Digest)).ShouldBeEmpty();
        endpoint = (await _catalog.ForPushAsync(_world.Target, CancellationToken.None)).Endpoint;
        (await _catalog.HeadStarts.FindAsync(endpoint, Digest.Of([1]))).ShouldBeEmpty();
        (await _catalog.HeadStarts.FindAsync(endpoint, _layer.Descriptor.Digest)).ShouldHaveSingleItem();
    }

    [SkippableTheory]
    [InlineData(nameof(Phase.StartUpload), 503)]
    [InlineData(nameof(Phase.StartUpload), 404)]
    [InlineData(nameof(Phase.SendBytes), 500)]
    [InlineData(nameof(Phase.SendBytes), 413)]
    [InlineData(nameof(Phase.SendBytes), 401)]
    public async Task A_registry_that_refuses_it_gets_the_layer_once_it_is_whole(string phase, int status)
    {
        var refused = Enum.Parse<Phase>(phase);
        _world.Proxy.Plan(refused, Fault.Answer(status), times: 1000);
        Begin();
        Write(Large);
        await UntilAsync(() => _world.Proxy.Count(refused) > 0);
        Complete();
        await BreaksAsync();
        _world.Proxy.Heal();
        await PushAsync();
        await _world.ShouldBeThereAsync(Image);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(10 * Piece)]
    public async Task A_line_that_breaks_costs_nothing_but_the_head_start(long after)
    {
        _world.Proxy.Plan(Phase.SendBytes, Fault.CutRequest(after));
        Begin();
        Write(Large);
        await BreaksAsync();
        Complete();
        await PushAsync();
        await _world.ShouldBeThereAsync(Image);
    }

    [SkippableFact]
    public async Task A_byte_that_changes_on_the_way_is_noticed_and_sent_again()
    {
        _world.Proxy.Plan(Phase.SendBytes, Fault.SpoilRequest(10 * Piece));
        Begin();
        Write(Large);
        await SomeIsSentAsync();
        Complete();
        await PushAsync();
        _layer.Opened.ShouldBe(1);
        await _world.ShouldBeThereAsync(Image);
    }

    [SkippableFact]
    public async Task A_layer_that_is_never_whole_leaves_nothing_behind()
    {
        Begin();
        Write(Large);
        await SomeIsSentAsync();
        _file.Dispose();
        await UntilAsync(() => _world.Proxy.Count(Phase.CancelUpload) == 1);
        _world.Proxy.Count(Phase.FinishUpload).ShouldBe(0);
        await _world.ShouldNotBeThereAsync();
    }

    [SkippableFact]
    public async Task Stopping_the_push_stops_it_at_once()
    {
        _world.Proxy.Plan(Phase.SendBytes, Fault.HoldRequest(10 * Piece));
        Begin();
        Write(Large);
        await SomeIsSentAsync();
        Complete();
        var plan = await PlanAsync();
        using var stop = new CancellationTokenSource();
        var pushing = plan.RunAsync(_world.Reporter, stop.Token);
        (await Task.WhenAny(pushing, Task.Delay(200, CancellationToken.None))).ShouldNotBe(pushing);
        stop.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(pushing.WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None));
    }

    [SkippableFact]
    public async Task No_more_than_four_are_on_their_way_at_a_time()
    {
        _world.Proxy.Plan(Phase.SendBytes, Fault.HoldRequest(Piece), times: 10);
        using var starts = new HeadStarts(_world.Reporter);
        var files = Enumerable.Range(0, 6).Select(number => new GrowingFile(_scratch[$"layer-{number}"])).ToList();
        foreach (var file in files)
        {
            starts.Begin(file, ClientAsync);
            for (var at = 0; at <= HeadStart.Smallest; at += Piece) file.Write(_bytes.AsSpan(0, Piece));
        }

        await UntilAsync(() => _world.Proxy.Count(Phase.SendBytes) == PushPlan.ParallelUploads);
        await Task.Delay(200);
        _world.Proxy.Count(Phase.SendBytes).ShouldBe(PushPlan.ParallelUploads);
        files.ForEach(file => file.Dispose());
    }

    public void Dispose()
    {
        _file.Dispose();
        _world.Dispose();
        _scratch.Dispose();
    }

    private void Begin() => _catalog.HeadStarts.Begin(_file, ClientAsync);

    private async Task<RegistryClient?> ClientAsync() => await _catalog.ForPushAsync(_world.Target, CancellationToken.None);

    private void Write(int length)
    {
        for (var at = 0; at < length; at += Piece)
            _file.Write(_bytes.AsSpan((int)_file.Position, Piece));
    }

    private void Complete()
    {
        _file.Complete(_layer.Descriptor);
        _file.Dispose();
    }

    private Task SomeIsSentAsync() => UntilAsync(() => _world.Proxy.Count(Phase.SendBytes) > 0 && _world.Reporter.Text.Contains("while it is compressed", StringComparison.Ordinal));

    private Task BreaksAsync() => UntilAsync(() => _world.Reporter.Text.Contains("Sending ahead broke", StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            tries.ShouldBeLessThan(1500);
            await Task.Delay(20);
        }
    }

    private async Task<IReadOnlyList<HeadStart>> StartsAsync() =>
        await _catalog.HeadStarts.FindAsync((await _catalog.ForPushAsync(_world.Target, CancellationToken.None)).Endpoint, _layer.Descriptor.Digest);

    private Task<PushPlan> PlanAsync() => _catalog.Pusher.PlanAsync(Image, _world.Target, ["v1"], CancellationToken.None);

    private Task PushAsync() => _world.PushAsync(_catalog, Image);
}
