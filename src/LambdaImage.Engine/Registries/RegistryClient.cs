using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Registries.Auth;

namespace LambdaImage.Engine.Registries;

/// <summary>Talks to one repository: authorizes, follows redirects, and turns every failure into an error that says
/// what to do.</summary>
internal sealed class RegistryClient(
    RegistryEndpoint endpoint, RegistryAccess access, Authorizer authorizer, HttpPipeline http)
{
    /// <summary>More hops than this are a loop.</summary>
    private const int MostRedirects = 5;

    public RegistryEndpoint Endpoint => endpoint;

    public TimeProvider Clock => http.Clock;

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="LambdaImageException">The registry refused; its words are the inner
    /// <see cref="RegistryFault"/>. Or it could not
    /// be reached; then the inner exception is what the network said.</exception>
    public async Task<TReply> SendAsync<TReply>(IRegistryRequest<TReply> request, CancellationToken cancel)
    {
        var call = request.ToCall(endpoint);
        var where = access == RegistryAccess.Push ? "at" : "from";
        var tried = $"{request.Description} {where} {endpoint.Reference.Name}";
        for (var isLast = !call.IsRead; ; isLast = true)
        {
            HttpResponseMessage? answer = null;
            try
            {
                answer = await AuthorizedAsync(call, cancel);
                if (request.Accepts((int)answer.StatusCode)) return await request.ReadAsync(answer, endpoint, cancel);
                using (answer) throw await FaultAsync(tried, call, answer, cancel);
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                // The pipeline has retried what it could; only a body that broke while it was read is fetched once more.
                if (isLast || answer is null || failure is not IOException) throw ConnectionFaults.Translate(tried, call.Url, failure);
            }
        }
    }

    /// <summary>Sends with the login there is; to read, where it is refused, with the others and without any, too.</summary>
    private async Task<HttpResponseMessage> AuthorizedAsync(RegistryCall call, CancellationToken cancel)
    {
        var (answer, refused) = await RenewingAsync(call, cancel);
        try
        {
            while (refused is not null && access == RegistryAccess.Pull
                && await authorizer.PassOverAsync(refused, endpoint.Reference, cancel))
            {
                (var next, refused) = await RenewingAsync(call, cancel);
                // Where all are refused, what was said to the first counts.
                var (kept, other) = (int)next.StatusCode is 401 or 403 ? (answer, next) : (next, answer);
                other.Dispose();
                answer = kept;
            }

            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Sends, and once more where the login can be renewed.</summary>
    /// <returns>The answer, and what the registry itself refused, if it did.</returns>
    private async Task<(HttpResponseMessage Answer, Authorization? Refused)> RenewingAsync(
        RegistryCall call, CancellationToken cancel)
    {
        var isOwn = RegistryHosts.IsSameServer(call.Url, endpoint.Root);
        var scopes = Scopes(call);
        for (var isRenewed = false; ; isRenewed = true)
        {
            var authorization = isOwn
                ? await authorizer.GetAsync(endpoint.Reference, access, scopes, call.HasOneShotBody, cancel)
                : null;
            var answer = await FollowAsync(call, authorization, cancel);
            var answered = answer.RequestMessage?.RequestUri ?? call.Url;
            if (!isOwn || !RegistryHosts.IsSameServer(answered, endpoint.Root)) return (answer, null);
            var refused = (int)answer.StatusCode is 401 or 403 ? authorization : null;
            if (isRenewed) return (answer, refused);
            try
            {
                if (!await CanRenewAsync(answer, authorization, cancel) || call.HasOneShotBody) return (answer, refused);
                answer.Dispose();
            }
            catch
            {
                answer.Dispose();
                throw;
            }
        }
    }

    private async Task<bool> CanRenewAsync(HttpResponseMessage answer, Authorization? used, CancellationToken cancel) =>
        (int)answer.StatusCode switch
        {
            401 => await authorizer.LearnAsync(answer, used, endpoint.Reference, access, cancel),
            403 when endpoint.Traits.IsEcr && used is not null =>
                await authorizer.ReplaceExpiredAsync(used, endpoint.Reference, access, cancel),
            _ => false,
        };

    /// <summary>Sends, and goes where the registry sends us. The Authorization header stays with the registry: storage
    /// has its own signature.</summary>
    private async Task<HttpResponseMessage> FollowAsync(
        RegistryCall call, Authorization? authorization, CancellationToken cancel)
    {
        for (var hop = 0; ; hop++)
        {
            var (current, header) = (call, authorization);
            var answer = await http.SendAsync(sent => current.ToMessage(header, sent), call.CanReplay, cancel);
            if (!IsRedirect(call, (int)answer.StatusCode)) return answer;
            using (answer)
            {
                var next = RegistryHosts.Resolve(call.Url, answer.Headers.Location);
                if (next is null || hop == MostRedirects || !endpoint.MayLead(call.Url, next))
                    throw RegistryErrors.RedirectRefused(
                        endpoint.Registry, Redact.Url(call.Url), next is null ? "nowhere" : Redact.Url(next));
                if (!RegistryHosts.IsSameServer(call.Url, next)) authorization = null;
                call = call with { Url = next };
            }
        }
    }

    private static bool IsRedirect(RegistryCall call, int status) =>
        call.IsRead ? status is 301 or 302 or 303 or 307 or 308 : !call.HasOneShotBody && status is (307 or 308);

    private IReadOnlyList<string> Scopes(RegistryCall call)
    {
        var own = $"repository:{endpoint.Repository}:{(access == RegistryAccess.Push ? "pull,push" : "pull")}";
        var others = call.AlsoPulls.Where(each => each != endpoint.Repository);
        return [own, .. others.Select(each => $"repository:{each}:pull")];
    }

    private async Task<LambdaImageException> FaultAsync(
        string tried, RegistryCall call, HttpResponseMessage answer, CancellationToken cancel)
    {
        var status = (int)answer.StatusCode;
        var body = ErrorBody.Read(await BoundedBody.ReadStartAsync(answer.Content, ErrorBody.LargestRead, cancel));
        if (call.Method == HttpMethod.Head && status is 400 or 403) body = await AskForWordsAsync(call, cancel);
        var fault = new RegistryFault(tried, status, body) { RetryAfter = RetryRules.RequestedWait(answer, Clock) };
        return FaultTranslator.Translate(fault, endpoint, authorizer.DescribeLogin(endpoint.Reference, access));
    }

    /// <summary>The answer to HEAD has no body, so the reason of a refusal is only told to GET.</summary>
    private async Task<ErrorBody> AskForWordsAsync(RegistryCall call, CancellationToken cancel)
    {
        using var answer = await AuthorizedAsync(call with { Method = HttpMethod.Get }, cancel);
        if (answer.IsSuccessStatusCode) return ErrorBody.Empty;
        return ErrorBody.Read(await BoundedBody.ReadStartAsync(answer.Content, ErrorBody.LargestRead, cancel));
    }
}
