"""Labels turned into integers; everything short."""

import tensorflow as tf
K = tf.keras
def build_model():
    return K.Sequential([K.layers.Input((784,)), K.layers.Flatten(), K.layers.Dense(10, "sigmoid"), K.layers.Dense(10), K.layers.Activation("softmax")])
def train_step(model, loss_fn, optimizer, images, labels):
    with tf.GradientTape() as t: l = loss_fn(labels, model(images, training=True))
    optimizer.apply_gradients(zip(t.gradient(l, model.trainable_weights), model.trainable_weights))
    return l
def train(model, dataset, *, epochs, learning_rate):
    opt=K.optimizers.SGD(learning_rate); f=K.losses.SparseCategoricalCrossentropy(); out=[]
    for _ in range(epochs):
        tot=n=0
        for x,y in dataset.map(lambda x, y: (x, tf.argmax(y, axis=-1))).prefetch(1):
            l=train_step(model,f,opt,x,y); tot+=l.numpy()*len(y); n+=len(y)
        out.append(tot/n)
    return out
def evaluate(model, dataset):
    ok = n = 0
    for x,y in dataset.unbatch().batch(64):
        ok += tf.math.count_nonzero(tf.equal(tf.argmax(model(x),-1), tf.argmax(y,-1))).numpy(); n += x.shape[0]
    return ok/n
