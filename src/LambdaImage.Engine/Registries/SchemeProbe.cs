using System.Collections.Concurrent;
using System.Net;
using LambdaImage.Engine.Http;

namespace LambdaImage.Engine.Registries;

/// <summary>Decides whether a registry is spoken to with https or http. Only where the user allowed http is anything
/// tried out.</summary>
internal sealed class SchemeProbe(HttpPipeline http, RegistryOptions options, IWorkReporter log)
{
    private readonly ConcurrentDictionary<string, Uri> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Address of the registry's root, ending in a slash.</summary>
    public async ValueTask<Uri> RootAsync(string authority, RegistryTraits traits, CancellationToken cancel)
    {
        if (_known.TryGetValue(authority, out var known)) return known;
        var scheme = RegistryHosts.SchemeOf(authority);
        var isOpen = options.AllowInsecure && !traits.IsPublicService && scheme == Uri.UriSchemeHttps;
        if (isOpen && !await AnswersAsync(new Uri($"https://{authority}/v2/"), cancel)
            && await AnswersAsync(new Uri($"http://{authority}/v2/"), cancel))
        {
            scheme = Uri.UriSchemeHttp;
            log.Log(LogLevel.Warning, $"{authority} does not speak https: going on in clear text, as allowed.");
        }

        return _known.GetOrAdd(authority, new Uri($"{scheme}://{authority}/"));
    }

    private async Task<bool> AnswersAsync(Uri url, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.SendAsync(
                _ => new HttpRequestMessage(HttpMethod.Get, url), canReplay: false, cancel);
            // That is what servers of https answer to http: it is not the scheme that is wrong with them but the certificate, as going on with https tells.
            return url.Scheme == Uri.UriSchemeHttps || answer.StatusCode != HttpStatusCode.BadRequest;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
