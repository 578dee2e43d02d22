using System.Collections;
using System.Reflection;
using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Support;

/// <summary>A value of any message type, filled at random through its constructor; and whether two such are the same.</summary>
internal static class Generated
{
    public static object? Value(Type type, Random random, bool nullable = false)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return random.Next(3) == 0 ? null : Value(underlying, random);
        }

        return type switch
        {
            _ when nullable && random.Next(3) == 0 => null,
            _ when type == typeof(string) => $"text \"{random.Next()}\" é \U0001F389",
            _ when type == typeof(int) => random.Next(),
            _ when type == typeof(long) => random.NextInt64(),
            _ when type == typeof(uint) => (uint)random.NextInt64(uint.MaxValue),
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(double) => Math.Round(random.NextDouble() * 1000, 3),
            _ when type == typeof(byte[]) => Enumerable.Range(0, random.Next(20)).Select(_ => (byte)random.Next(256)).ToArray(),
            _ when type == typeof(RoomName) => Names.Room($"room-{random.Next()}"),
            _ when type == typeof(BridgeKey) => new BridgeKey(random.Next(256), Names.Room($"room-{random.Next()}"), random.NextInt64()),
            _ when type == typeof(AccountId) => AccountId.New(),
            _ when type == typeof(AccountName) => AccountName.TryCreate($"ann{random.Next()}", out var name, out _) ? name : default,
            { IsEnum: true } => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length)),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => List(type.GetGenericArguments()[0], random),
            _ => Record(type, random),
        };
    }

    public static bool Same(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => a == b,
        (IEnumerable a, IEnumerable b) => a.Cast<object>().ToList() is var first && b.Cast<object>().ToList() is var second
            && first.Count == second.Count && first.Zip(second, Same).All(same => same),
        _ when one.GetType() != other.GetType() => false,
        _ when one.GetType().IsValueType => one.Equals(other),
        _ => Parameters(one.GetType()).All(parameter => Same(Read(one, parameter), Read(other, parameter))),
    };

    private static object? Read(object record, ParameterInfo parameter) => record.GetType().GetProperty(parameter.Name!)!.GetValue(record);

    private static IList List(Type item, Random random)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        for (var left = random.Next(4); left > 0; left--)
        {
            list.Add(Value(item, random));
        }

        return list;
    }

    private static object Record(Type type, Random random)
    {
        var nullability = new NullabilityInfoContext();
        var values = Parameters(type).Select(parameter => Value(
            parameter.ParameterType, random, nullability.Create(parameter).ReadState == NullabilityState.Nullable));
        return Activator.CreateInstance(type, [.. values])!;
    }

    private static ParameterInfo[] Parameters(Type type) =>
        type.GetConstructors().OrderByDescending(constructor => constructor.GetParameters().Length).First().GetParameters();
}
