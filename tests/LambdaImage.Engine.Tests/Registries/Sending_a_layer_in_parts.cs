using LambdaImage.Engine.Http;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Auth;
using LambdaImage.Engine.Registries.Pushing;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Sending_a_layer_in_parts : IDisposable
{
    private const int Mebibyte = 1024 * 1024;

    private readonly RegistryWorld _world = new();
    private readonly TestLayer _layer = new(new byte[70 * Mebibyte]);

    [Fact]
    public async Task A_registry_that_takes_no_large_request_gets_small_ones()
    {
        _world.Registry.LargestRequest = 50 * Mebibyte;
        await _world.PushAsync(TestImage.Of([_layer]));
        var parts = Parts();
        parts.Select(each => each.Received / Mebibyte).ShouldBe([0, 32, 32, 6]);
        parts[^1].Headers["Content-Range"].ShouldBe($"{64 * Mebibyte}-{(70 * Mebibyte) - 1}");
    }

    [Fact]
    public async Task A_registry_that_takes_not_even_those_says_so()
    {
        _world.Registry.LargestRequest = Mebibyte;
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(TestImage.Of([_layer])));
        error.Kind.ShouldBe(ErrorKind.RegistryRejected);
        error.Message.ShouldContain("larger than the registry takes");
    }

    [Theory]
    [InlineData(1, 5, 5)]
    [InlineData(20, 5, 20)]
    [InlineData(20, 25, 25)]
    public async Task No_part_but_the_last_is_smaller_than_the_registry_takes(int wanted, int minimum, int expected)
    {
        _world.Registry.MinimumPart = minimum * Mebibyte;
        await UploadAsync(
            new RegistryTraits("strict") { ChunkSize = wanted * Mebibyte, MinimumChunk = minimum * Mebibyte });
        Parts().SkipLast(1).ShouldAllBe(each => each.Received == expected * Mebibyte);
        Parts().Sum(each => each.Received).ShouldBe(70 * Mebibyte);
    }

    [Fact]
    public async Task A_part_that_breaks_is_gone_on_with()
    {
        _world.Registry.BreakUploadsAfter(long.MaxValue, 3 * Mebibyte);
        await UploadAsync(new RegistryTraits("strict") { ChunkSize = 30 * Mebibyte });
        Parts().Select(each => each.Headers["Content-Range"].Split('-')[0])
            .ShouldBe(["0", $"{30 * Mebibyte}", $"{33 * Mebibyte}", $"{63 * Mebibyte}"]);
    }

    public void Dispose() => _world.Dispose();

    private List<RecordedRequest> Parts() =>
        [.. _world.Requests.Where(each => each.IsUpload
            && (each.Headers.ContainsKey("Content-Range") || each.Announced == 70 * Mebibyte))];

    private async Task UploadAsync(RegistryTraits traits)
    {
        var endpoint = new RegistryEndpoint(new Uri($"https://{RegistryWorld.Host}/"), RegistryWorld.App, traits);
        using var http = new HttpPipeline(_world.Internet, HttpTimeouts.Default, _world.Clock, _world.Reporter);
        using var authorizer = new Authorizer(
            endpoint, new TokenService(http, RegistryOptions.Default), [], _world.Clock, _world.Reporter);
        var uploader = new BlobUploader(
            new RegistryClient(endpoint, RegistryAccess.Push, authorizer, http), _world.Reporter);
        await uploader.UploadAsync(
            new PlannedBlob(_layer.Descriptor, false, null, _layer.OpenAsync), _ => { }, CancellationToken.None);
        _world.Registry.Repository("app").Find(_layer.Descriptor.Digest).ShouldNotBeNull();
    }
}
