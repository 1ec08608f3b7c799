using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Registries;

/// <summary>Decides what a registry's refusal means to the person who asked.</summary>
internal static class FaultTranslator
{
    public static LambdaImageException Translate(RegistryFault fault, RegistryEndpoint endpoint, string? login)
    {
        var (registry, repository, body) = (endpoint.Registry, endpoint.Reference.Name, fault.Body);
        var loginCommand = RegistryTraits.LoginCommand(registry);
        if (fault.Status == 403 && body.Says("token has expired"))
            return RegistryErrors.LoginExpired(fault.Tried, registry, login, body.Summary, loginCommand, fault);
        if (fault.Status == 401 || body.Has("UNAUTHORIZED"))
            return RegistryErrors.Unauthorized(fault.Tried, registry, login, body.Summary, loginCommand, fault);
        if (fault.Status == 403 || body.Has("DENIED"))
            return RegistryErrors.Denied(fault.Tried, repository, login, body.Summary, endpoint.Traits.IsEcr, fault);
        if (fault.Status == 429 || body.Has("TOOMANYREQUESTS"))
            return RegistryErrors.Throttled(fault.Tried, registry, body.Summary, fault.RetryAfter, loginCommand, fault);
        if (body.Has("NAME_UNKNOWN"))
            return RegistryErrors.RepositoryNotFound(
                fault.Tried, repository, body.Summary, endpoint.Traits.IsEcr, fault);
        if (body.Has("MANIFEST_UNKNOWN"))
            return RegistryErrors.ImageNotFound(fault.Tried, repository, body.Summary, fault);
        if (body.Has("TAG_INVALID") || (fault.Status is 400 or 409 or 412 && body.Says("immutable")))
            return RegistryErrors.TagImmutable(fault.Tried, repository, body.Summary, fault);
        if (body.Has("DIGEST_INVALID"))
            return RegistryErrors.DigestRefused(fault.Tried, repository, body.Summary, fault);
        if (fault.Status == 413 || body.Has("SIZE_INVALID"))
            return RegistryErrors.TooLarge(fault.Tried, repository, body.Summary, fault);
        if (body.Says("Limit on number of layers"))
            return RegistryErrors.TooManyLayers(fault.Tried, repository, body.Summary, fault);
        if (body.Says("HTTP request to an HTTPS server") || body.Says("HTTP request was sent to HTTPS port"))
            return RegistryErrors.WantsTls(fault.Tried, registry, fault);
        if (fault.Status == 407)
            return RegistryErrors.ProxyRefused(fault.Tried, registry, ConnectionFaults.ProxyFor(endpoint.Root), fault);
        if (body.Has("UNSUPPORTED") || fault.Status == 405)
            return RegistryErrors.Unsupported(fault.Tried, repository, body.Summary, fault);
        if (fault.Status == 404) return RegistryErrors.ImageNotFound(fault.Tried, repository, body.Summary, fault);
        return fault.Status >= 500 || fault.IsTransient
            ? RegistryErrors.Failing(fault.Tried, registry, fault.Status, body.Summary, fault)
            : RegistryErrors.Rejected(fault.Tried, repository, fault.Status, body.Summary, fault);
    }
}
