using System.Security.Cryptography;
using LambdaImage.TestKit;
using LambdaImage.TestKit.Faults;

namespace LambdaImage.Engine.Tests.Faults;

/// <summary>A layer that is sent in several parts, of which one meets trouble.</summary>
[Collection(nameof(BusyRegistry))]
public sealed class Sending_parts_through_faults : IDisposable
{
    /// <summary>The smallest that ECR takes. <see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html"/></summary>
    private const int PartSize = 5 * 1024 * 1024;

    private static readonly Fault[] Moments =
    [
        Fault.LoseRequest, Fault.LoseAnswer, Fault.CutRequest(1), Fault.CutRequest(PartSize / 4), Fault.Answer(429, retryAfter: 7), Fault.Answer(500),
        Fault.Answer(503), Fault.AnswerAndHangUp(503),
    ];

    private readonly FaultWorld _world = new();
    private readonly TestLayer _layer = Layer();

    /// <summary>Every part, the first, one between and the shorter last one.</summary>
    public static TheoryData<int, int> Everywhere()
    {
        var cases = new TheoryData<int, int>();
        for (var part = 0; part < 3; part++)
        {
            for (var moment = 0; moment < Moments.Length; moment++) cases.Add(part, moment);
        }

        return cases;
    }

    public static TheoryData<int> EveryPart() => [0, 1, 2];

    [SkippableTheory]
    [MemberData(nameof(Everywhere))]
    public async Task What_passes_is_waited_for_and_the_layer_arrives(int part, int moment)
    {
        Trouble(_world, part, Moments[moment], times: 2);
        await _world.UploadAsync(_layer, PartSize);
        _world.Proxy.Seen.Count(each => each.Fault == Moments[moment]).ShouldBe(2);
        await _world.ShouldBeThereAsync(_layer);
    }

    [SkippableTheory]
    [MemberData(nameof(EveryPart))]
    public async Task What_does_not_pass_is_told_and_the_next_run_goes_on(int part)
    {
        Trouble(_world, part, Fault.Answer(503), times: 1000);
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.UploadAsync(_layer, PartSize));
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldContain($"{_world.Proxy.Address} kept failing with HTTP 503");
        await _world.ShouldNotBeThereAsync(_layer);

        _world.Proxy.Heal();
        await _world.UploadAsync(_layer, PartSize);
        await _world.ShouldBeThereAsync(_layer);
    }

    [SkippableTheory]
    [MemberData(nameof(EveryPart))]
    public async Task A_registry_that_falls_silent_is_given_up_and_asked_again(int part)
    {
        // Longer than the longest wait for an answer.
        _world.PassTimeInSilence(TimeSpan.FromMinutes(6));
        Trouble(_world, part, Fault.HoldRequest(), times: 1);
        await _world.UploadAsync(_layer, PartSize);
        await _world.ShouldBeThereAsync(_layer);
    }

    [SkippableTheory]
    [MemberData(nameof(EveryPart))]
    public async Task Bytes_that_change_on_the_way_are_noticed_and_sent_again(int part)
    {
        Trouble(_world, part, Fault.SpoilRequest(PartSize / 4), times: 1);
        await _world.UploadAsync(_layer, PartSize);
        _world.Proxy.Count(Phase.SendBytes).ShouldBe(6);
        await _world.ShouldBeThereAsync(_layer);
    }

    /// <summary>The lab's registry tells how much arrived as long as it has answered all that did.</summary>
    [SkippableTheory]
    [MemberData(nameof(EveryPart))]
    public async Task Parts_that_arrived_are_not_sent_again(int part)
    {
        Trouble(_world, part, Fault.LoseRequest, times: 1);
        await _world.UploadAsync(_layer, PartSize);
        _world.Proxy.Count(Phase.SendBytes).ShouldBe(4);
        await _world.ShouldBeThereAsync(_layer);
    }

    /// <summary>When the token has ended nobody knows how much arrived: that is asked with a new one.</summary>
    [SkippableTheory]
    [MemberData(nameof(EveryPart))]
    public async Task A_token_that_ends_between_parts_is_renewed(int part)
    {
        using var world = new FaultWorld(new TokenGate());
        Trouble(world, part, Fault.ExpireTokens, times: 1);
        await world.UploadAsync(_layer, PartSize);
        world.Proxy.Tokens!.Issued.ShouldBe(2);
        await world.ShouldBeThereAsync(_layer);
    }

    [SkippableTheory]
    [MemberData(nameof(EveryPart))]
    public async Task A_token_refused_without_hearing_a_part_out_is_renewed(int part)
    {
        using var world = new FaultWorld(new TokenGate());
        Trouble(world, part, Fault.AnswerAndHangUp(401), times: 1);
        await world.UploadAsync(_layer, PartSize);
        await world.ShouldBeThereAsync(_layer);
    }

    [SkippableFact]
    public async Task A_registry_that_refuses_large_requests_and_then_breaks_has_the_image_in_the_end()
    {
        // Its second part begins after 32 MiB, the size for those who refuse larger ones. The configuration is sent beside it.
        var image = TestImage.Of([new TestLayer(RandomNumberGenerator.GetBytes(40_000_000))]);
        _world.Proxy.Plan(Phase.SendBytes, Fault.Answer(413), times: 2).Plan(Phase.SendBytes, Fault.None, times: 2)
            .Plan(Phase.SendBytes, Fault.CutRequest(1_000_000));
        await _world.PushAsync(image: image);
        _world.Proxy.Seen.ShouldContain(each => each.Fault == Fault.CutRequest(1_000_000));
        await _world.ShouldBeThereAsync(image);
    }

    public void Dispose() => _world.Dispose();

    private static TestLayer Layer() => new(RandomNumberGenerator.GetBytes((2 * PartSize) + (PartSize / 2)));

    private static void Trouble(FaultWorld world, int part, Fault fault, int times)
    {
        if (part > 0) world.Proxy.Plan(Phase.SendBytes, Fault.None, part);
        world.Proxy.Plan(Phase.SendBytes, fault, times);
    }
}
